import type { AnyOptions, ExampleContext } from '../conformance-options.ts'
import { type Finding, finding, reasonOf } from '../finding.ts'
import { callAs } from './call.ts'
import { contextFor } from './example-context.ts'
import { KnownIds } from './known-ids.ts'
import type { MadeInputs } from './made-inputs.ts'
import type { Schema } from './value-maker.ts'
import type { World } from './world.ts'

const styles = ['full', 'least', 'mixed', 'mixed'] as const

/** The plugin's part of a ticket goes in with create and update, by staff and by customers. */
export async function exerciseExtension(world: World, inputs: MadeInputs, options: AnyOptions): Promise<Finding[]> {
  const { plugin, players, test, ticketId } = world
  if (!plugin.ticketExtension) return []
  const findings: Finding[] = []
  const operation = (id: string) => test.desk.operations.find((one) => one.id === id)
  const create = operation('tickets.create')
  const update = operation('tickets.update')
  if (!create || !update) return []
  const ways = [
    { operation: create, acting: 'staff', input: { subject: 'Extended', requesterId: players.buyer.id } },
    { operation: create, acting: 'customer', input: { subject: 'Extended' } },
    { operation: update, acting: 'staff', input: { ticketId } },
  ] as const
  for (const way of ways) {
    const { acting } = way
    const refusals: string[] = []
    let isAccepted = false
    for (const ext of await partsOf(world, inputs, options, partSchema(way.operation.input[acting].schema as Schema, plugin.id), acting)) {
      const outcome = await callAs(test, players[acting === 'staff' ? 'worker' : 'buyer'], way.operation, {
        ...way.input,
        ext: { [plugin.id]: ext },
      })
      isAccepted ||= outcome.ok
      if (outcome.ok) break
      refusals.push(`${outcome.status} ${reasonOf(outcome.error)}`)
    }
    if (isAccepted) continue
    const last = refusals.at(-1) ?? 'there was nothing to send'
    findings.push(
      finding(
        `unaccepted_extension ${way.operation.method} ${acting}`,
        `No made part of a ticket is accepted by '${way.operation.id}' as ${acting}, the last time with ${last}. Give one that is: extension: ….`,
      ),
    )
  }
  return findings
}

const partSchema = (input: Schema, pluginId: string): Schema => input.properties?.['ext']?.properties?.[pluginId] ?? {}

async function partsOf(
  world: World,
  inputs: MadeInputs,
  { extension }: AnyOptions,
  schema: Schema,
  acting: 'staff' | 'customer',
): Promise<readonly object[]> {
  if (extension === undefined) return styles.map((style, attempt) => inputs.of(schema, style, attempt))
  const context = contextFor(world, new KnownIds(world), acting)
  const given: unknown = typeof extension === 'function' ? await (extension as (context: ExampleContext) => unknown)(context) : extension
  const visible = (part: object) => Object.fromEntries(Object.entries(part).filter(([field]) => field in (schema.properties ?? {})))
  return (Array.isArray(given) ? (given as object[]) : [given as object]).map(visible)
}
