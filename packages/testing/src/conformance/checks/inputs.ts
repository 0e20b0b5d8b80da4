import { isDeskError } from '@deskwright/core'
import type { Check } from '../check.ts'
import { callAs, type Outcome } from '../exercise/call.ts'
import type { Accepted } from '../exercise/trial.ts'
import type { Schema } from '../exercise/value-maker.ts'
import { type Finding, finding } from '../finding.ts'

const UNKNOWN = 'conformance_unknown_key'

/** Puts a key that nobody declared into an input, and into every object inside it. */
function strangers(input: unknown, path = ''): readonly { readonly path: string; readonly value: unknown }[] {
  if (Array.isArray(input))
    return input
      .slice(0, 1)
      .flatMap((item) => strangers(item, `${path}/0`).map(({ path: at, value }) => ({ path: at, value: [value, ...input.slice(1)] })))
  if (typeof input !== 'object' || input === null) return []
  return [
    { path: `${path}/${UNKNOWN}`, value: { ...input, [UNKNOWN]: true } },
    ...Object.entries(input).flatMap(([key, item]) =>
      strangers(item, `${path}/${key}`).map(({ path: at, value }) => ({ path: at, value: { ...input, [key]: value } })),
    ),
  ]
}

const faultsOf = (outcome: Outcome): readonly { readonly pointer: string; readonly code: string }[] => {
  const details = !outcome.ok && isDeskError(outcome.error) ? outcome.error.details : undefined
  return (details as { faults?: readonly { pointer: string; code: string }[] } | undefined)?.faults ?? []
}

/** Whether the place is open on purpose: then it is the schema check's business. */
function isOpenAt(schema: Schema | undefined, path: string): boolean {
  let at: Schema | undefined = schema
  for (const part of path.split('/').slice(1, -1)) {
    if (isOpen(at)) return true
    at = /^\d+$/.test(part) ? itemOf(at, Number(part)) : at?.properties?.[part]
  }
  return isOpen(at)
}

const isOpen = (schema: Schema | undefined): boolean =>
  schema?.['additionalProperties'] !== undefined && schema['additionalProperties'] !== false

function itemOf(schema: Schema | undefined, index: number): Schema | undefined {
  const items = schema?.['prefixItems'] ?? schema?.['items']
  return (Array.isArray(items) ? items[index] : items) as Schema | undefined
}

const inputsAreStrict: Check = {
  id: 'strict_inputs',
  title: 'refuses keys that it does not know, by their names',
  async run(subject) {
    const { world, accepted } = await subject.exercised()
    const findings: Finding[] = []
    for (const { operation, acting, input } of accepted)
      for (const { path, value } of strangers(input)) {
        if (isOpenAt(operation.input[acting].schema as Schema, path)) continue
        const outcome = await callAs(world.test, world.players[acting === 'staff' ? 'worker' : 'buyer'], operation, value)
        if (!faultsOf(outcome).some(({ pointer, code }) => pointer === path && code === 'unknown_key'))
          findings.push(
            finding(
              `lax_input ${operation.id}`,
              `'${operation.id}' takes the unknown key '${path}' as ${acting}. Declare inputs by Type.Object, and leave additionalProperties alone.`,
            ),
          )
      }
    return findings
  },
}

/** Fields of one audience are unknown keys to the other, and are not in what it gets. */
const outputsFitAudiences: Check = {
  id: 'outputs',
  title: 'answers each audience by its schema, customers without any field of the staff',
  async run(subject) {
    const { accepted, findings: found } = await subject.exercised()
    const findings: Finding[] = found.filter(({ sentence }) => sentence.includes('operation.output_invalid'))
    for (const one of accepted) {
      if (one.operation.spec.kind === 'stream') continue
      for (const path of undeclared(one.operation.outputSchema[one.acting] as Schema, one.output))
        findings.push(
          finding(
            `undeclared_output ${one.operation.id} ${path}`,
            `'${one.operation.id}' gives ${nameOf(one)} '${path}', which its schema does not declare for them.`,
          ),
        )
    }
    return findings
  },
}

const nameOf = ({ acting }: Accepted): string => (acting === 'staff' ? 'staff' : 'customers')

function undeclared(schema: Schema | undefined, value: unknown, path = ''): readonly string[] {
  if (schema === undefined || typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item) => undeclared(schema['items'] as Schema | undefined, item, `${path}/*`))
  const { properties } = schema
  if (!properties || schema['additionalProperties'] !== false) return []
  return Object.entries(value).flatMap(([key, item]) =>
    key in properties ? undeclared(properties[key], item, `${path}/${key}`) : [`${path}/${key}`],
  )
}

export const inputChecks: readonly Check[] = [inputsAreStrict, outputsFitAudiences]
