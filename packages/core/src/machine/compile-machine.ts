import Type, { type TObject } from 'typebox'
import { Line } from '../value/schema.ts'
import type { Command, Field, Gate, Machine, Status, Transition } from './machine.ts'
import type { MergedType } from './merge-types.ts'
import { toMermaid } from './mermaid.ts'
import type { Move } from './resolve-moves.ts'
import type { CommandSpec, PrioritySpec, Title, Titles, Trigger } from './ticket-type.ts'
import { titlesOf } from './titles.ts'
import { isTombstone } from './tombstone.ts'

const strictInput = (spec: CommandSpec): TObject =>
  Type.Object({ ...spec.input?.properties, ...(spec.requiresReason ? { reason: Line } : {}) }, { additionalProperties: false })

const titlesByCode = (codes: Readonly<Record<string, Title>> = {}): Readonly<Record<string, Titles>> =>
  Object.freeze(Object.fromEntries(Object.entries(codes).map(([code, title]) => [code, titlesOf(title)])))

const statusesOf = (type: MergedType): readonly Status[] =>
  [...type.statuses].map(([name, { owner, spec }]) =>
    Object.freeze({
      name,
      owner,
      category: spec.category,
      title: titlesOf(spec.title),
      customerTitle: titlesOf(spec.customerTitle ?? spec.title),
    }),
  )
const commandsOf = (type: MergedType): readonly Command[] =>
  [...type.commands].map(([name, { owner, spec }]) =>
    Object.freeze({
      name,
      owner,
      permission: spec.permission,
      audience: spec.audience,
      title: titlesOf(spec.title),
      customerTitle: titlesOf(spec.customerTitle ?? spec.title),
      input: strictInput(spec),
      requiresReason: spec.requiresReason ?? false,
      customerUntil: spec.customerUntil ?? null,
      triggers: spec.triggers ?? [],
      effects: spec.effects ?? {},
    }),
  )
const fieldsOf = (type: MergedType): readonly Field[] =>
  [...type.fields].map(([name, { owner, spec }]) =>
    Object.freeze({
      name,
      owner,
      title: titlesOf(spec.title),
      audience: spec.audience,
      write: spec.write ?? 'staff',
      required: spec.required ?? false,
      filterable: spec.filterable ?? false,
      sortable: spec.sortable ?? false,
      spec,
    }),
  )
const gatesOf = (type: MergedType): readonly Gate[] =>
  type.gates.map(({ owner, spec }) =>
    Object.freeze({ owner, to: spec.command === undefined ? (spec.to ?? 'resolved') : null, command: spec.command ?? null, spec }),
  )

const noMatrix: PrioritySpec = { default: 'normal' }

/** Makes the machine of a type in which no fault was found. */
export const compileMachine = (type: MergedType, initial: string, moves: readonly Move[]): Machine => {
  const { spec } = type
  const statuses = new Map(statusesOf(type).map((status) => [status.name, status]))
  const commands = new Map(commandsOf(type).map((command) => [command.name, command]))
  const table = new Map<string, Map<string, Transition>>([...statuses.keys()].map((name) => [name, new Map()]))
  const byTrigger = new Map<string, Map<Trigger, Transition>>([...statuses.keys()].map((name) => [name, new Map()]))
  const transitions: Transition[] = []
  for (const move of moves) {
    const [command, from, to] = [commands.get(move.command), statuses.get(move.from), statuses.get(move.to)]
    if (!command || !from || !to) continue
    const transition = Object.freeze({ command, from: from.name, to: to.name, fromCategory: from.category, toCategory: to.category })
    transitions.push(transition)
    table.get(from.name)?.set(command.name, transition)
    for (const trigger of command.triggers) byTrigger.get(from.name)?.set(trigger, transition)
  }
  const lists = new Map([...table].map(([name, row]) => [name, Object.freeze([...row.values()])]))
  const none: readonly Transition[] = Object.freeze([])

  const fields = Object.freeze(fieldsOf(type))

  const machine: Machine = Object.freeze({
    typeId: spec.id,
    owner: type.owner,
    title: titlesOf(spec.title),
    statuses: Object.freeze([...statuses.values()]),
    commands: Object.freeze([...commands.values()]),
    transitions: Object.freeze(transitions),
    initial,
    fields,
    indexedFields: Object.freeze(fields.filter((field) => field.filterable || field.sortable)),
    gates: Object.freeze(gatesOf(type)),
    resolutions: titlesByCode(spec.resolutions),
    waitingFor: titlesByCode(spec.waitingFor),
    priority: spec.priority ?? noMatrix,
    windows: Object.freeze({
      reopenDays: spec.windows?.reopenDays === undefined ? 14 : spec.windows.reopenDays,
      autoCloseDays: spec.windows?.autoCloseDays === undefined ? 7 : spec.windows.autoCloseDays,
      autoCloseWarnDays: spec.windows?.autoCloseWarnDays ?? null,
      calendar: spec.windows?.calendar ?? null,
    }),
    defaultTeam: spec.defaultTeam ?? 'intake',
    openedBy: spec.openedBy ?? 'both',
    channelRules: spec.channelRules ?? {},
    status: (name: string) => statuses.get(name),
    command: (name: string) => commands.get(name),
    category: (status: string) => statuses.get(status)?.category ?? (isTombstone(status) ? 'closed' : undefined),
    transition: (status: string, command: string) => table.get(status)?.get(command),
    commandsFrom: (status: string) => lists.get(status) ?? none,
    triggered: (status: string, trigger: Trigger) => byTrigger.get(status)?.get(trigger),
    toMermaid: (language?: string | readonly string[]) => toMermaid(machine, language ?? 'en'),
  })
  return machine
}
