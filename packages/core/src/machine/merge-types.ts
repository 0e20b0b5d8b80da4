import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import { faultReporter, listed, type MachineFault, type ReportFault } from './fault.ts'
import type { CommandSpec, FieldSpec, GateSpec, StatusSpec, TicketTypeExtension, TicketTypeSpec } from './ticket-type.ts'

/** A definition or an extension, with who brings it: `core`, `host`, or a plugin's id. */
export interface OwnedTicketType {
  readonly owner: string
  readonly spec: TicketTypeSpec | TicketTypeExtension
}
export interface Owned<T> {
  readonly owner: string
  readonly spec: T
}
/** A type with everything that was added to it. */
export interface MergedType {
  readonly owner: string
  readonly spec: TicketTypeSpec
  readonly statuses: Map<string, Owned<StatusSpec>>
  readonly commands: Map<string, Owned<CommandSpec>>
  readonly fields: Map<string, Owned<FieldSpec>>
  readonly gates: Owned<GateSpec>[]
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Types check TypeScript only; a host in plain JavaScript gets a sentence and not a TypeError from somewhere inside. */
const malformedPart = (spec: TicketTypeSpec | TicketTypeExtension): string | undefined => {
  const parts: unknown[] = []
  for (const key of ['statuses', 'commands', 'fields'] as const) {
    const part: unknown = spec[key]
    if (part === undefined && (key === 'fields' || 'extends' in spec)) continue
    if (!isRecord(part)) return key
    for (const [name, entry] of Object.entries(part)) if (!isRecord(entry)) return `${key}.${name}`
    parts.push(part)
  }
  const gates: readonly unknown[] = spec.gates ?? []
  return gates.every(isRecord) ? undefined : 'gates'
}

const add = <T>(
  into: Map<string, Owned<T>>,
  owner: string,
  entries: Readonly<Record<string, T>> | undefined,
  clash: (name: string, first: string) => void,
): void => {
  for (const [name, spec] of Object.entries(entries ?? {})) {
    const first = into.get(name)
    if (first) clash(name, first.owner)
    else into.set(name, { owner, spec })
  }
}

const addParts = (type: MergedType, owner: string, spec: TicketTypeSpec | TicketTypeExtension, report: ReportFault): void => {
  const id = type.spec.id
  const clash = (at: string, error: (name: string, first: string) => DeskError) => (name: string, first: string) =>
    report(owner, `${at}.${name}`, error(name, first))
  add(
    type.statuses,
    owner,
    spec.statuses,
    clash('statuses', (status, first) => coreError('machine.duplicate_status', { owner, status, type: id, first })),
  )
  add(
    type.commands,
    owner,
    spec.commands,
    clash('commands', (command, first) => coreError('machine.duplicate_command', { owner, command, type: id, first })),
  )
  add(
    type.fields,
    owner,
    spec.fields,
    clash('fields', (field, first) => coreError('machine.duplicate_field', { owner, field, type: id, first })),
  )
  type.gates.push(...(spec.gates ?? []).map((gate) => ({ owner, spec: gate })))
}

/** Puts extensions into their types, in the order given. A clash keeps what was there first and is reported. */
export const mergeTypes = (specs: readonly OwnedTicketType[], faults: MachineFault[]): readonly MergedType[] => {
  const types = new Map<string, MergedType>()
  const readable = specs.filter(({ owner, spec }) => {
    const id = 'extends' in spec ? spec.extends : spec.id
    const part = malformedPart(spec)
    if (part) faultReporter(String(id), faults)(owner, part, coreError('machine.malformed', { type: String(id), part }))
    return !part
  })
  for (const { owner, spec } of readable) {
    if ('extends' in spec) continue
    const report = faultReporter(spec.id, faults)
    const first = types.get(spec.id)
    if (first) {
      report(owner, 'id', coreError('machine.duplicate_type', { owner, type: spec.id, first: first.owner }))
      continue
    }
    const type: MergedType = { owner, spec, statuses: new Map(), commands: new Map(), fields: new Map(), gates: [] }
    addParts(type, owner, spec, report)
    types.set(spec.id, type)
  }
  for (const { owner, spec } of readable) {
    if (!('extends' in spec)) continue
    const report = faultReporter(spec.extends, faults)
    const type = types.get(spec.extends)
    if (type) addParts(type, owner, spec, report)
    else report(owner, 'extends', coreError('machine.unknown_extended_type', { owner, type: spec.extends, known: listed(types.keys()) }))
  }
  return [...types.values()]
}
