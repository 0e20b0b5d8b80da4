import { createDesk } from '@deskwright/core'
import type { Check } from '../check.ts'
import { type Acting, type AnyOperation, actingsOf } from '../exercise/call.ts'
import type { Schema } from '../exercise/value-maker.ts'
import { type Finding, finding, reasonOf } from '../finding.ts'
import type { Subject } from '../subject.ts'

const quiet = { error: () => {}, warn: () => {}, info: () => {} }

/** The operations of the plugin, from a desk that is never opened. */
function operationsOf(subject: Subject): readonly AnyOperation[] {
  const desk = createDesk({
    database: 'sqlite::memory:',
    plugins: [...subject.others(), subject.make()],
    log: quiet,
    worker: false,
  } as never)
  return desk.operations.filter(({ owner }) => owner === subject.id)
}

export const schemasCompile: Check = {
  id: 'schemas',
  title: 'has schemas that compile, and inputs without open ends',
  isStatic: true,
  run(subject) {
    const findings: Finding[] = []
    for (const operation of operationsOf(subject))
      for (const acting of actingsOf(operation)) {
        findings.push(...compiles(operation, acting))
        for (const path of openPlaces(operation.input[acting].schema as Schema))
          findings.push(
            finding(
              `open_input ${operation.id} ${path}`,
              `The input of '${operation.id}' takes anything at '${path || '/'}'. Declare its properties: what no schema names is never refused.`,
            ),
          )
      }
    return unique(findings)
  },
}

/** The serializer of an audience copies what its schema declares; where a schema is open, everything passes. */
export const outputsAreClosed: Check = {
  id: 'outputs_closed',
  title: 'declares every field that customers get',
  isStatic: true,
  run(subject) {
    const findings: Finding[] = []
    for (const operation of operationsOf(subject)) {
      if (operation.spec.audience === 'staff' || operation.spec.kind === 'stream') continue
      for (const path of openPlaces(operation.outputSchema.customer as Schema))
        findings.push(
          finding(
            `open_output ${operation.id} ${path}`,
            `What customers get from '${operation.id}' is open at '${path || '/'}': whatever is put there reaches them. Declare its properties.`,
          ),
        )
    }
    return findings
  },
}

function compiles(operation: AnyOperation, acting: Acting): Finding[] {
  try {
    operation.input[acting].faults({})
    return []
  } catch (error) {
    return [
      finding(`schema ${operation.id}`, `The input schema of '${operation.id}' does not compile: ${reasonOf(error)}. Build it with Type.…`),
    ]
  }
}

/** JSON pointers of places where a schema allows what it does not name. */
function openPlaces(schema: Schema, path = ''): readonly string[] {
  // What a typed value must be besides (`Line`: some text, and not only spaces) narrows it; alone, `allOf` says all that there is to say.
  const words = 'type' in schema && schema['type'] !== 'object' ? ['anyOf', 'oneOf'] : ['anyOf', 'oneOf', 'allOf']
  const parts = words.flatMap((word) => (Array.isArray(schema[word]) ? (schema[word] as readonly Schema[]) : []))
  const below = [
    ...parts.flatMap((part) => openPlaces(part, path)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => openPlaces(property, `${path}/${name}`)),
    ...[schema['items'], schema['prefixItems']].flatMap((items) =>
      (Array.isArray(items) ? items : [items]).flatMap((item: unknown) => (isSchema(item) ? openPlaces(item, `${path}/*`) : [])),
    ),
    ...Object.values(isSchema(schema['patternProperties']) ? schema['patternProperties'] : {}).flatMap((part) =>
      isSchema(part) ? openPlaces(part, `${path}/*`) : [],
    ),
  ]
  const isObject = schema['type'] === 'object' || schema.properties !== undefined
  const isOpenObject = isObject && schema['additionalProperties'] !== false && !isSchema(schema['additionalProperties'])
  const isAnything = !isObject && parts.length === 0 && !['type', 'const', 'enum', 'not'].some((word) => word in schema)
  return isOpenObject || isAnything ? [path, ...below] : below
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)
const unique = (findings: readonly Finding[]): Finding[] => [...new Map(findings.map((one) => [one.key, one])).values()]
