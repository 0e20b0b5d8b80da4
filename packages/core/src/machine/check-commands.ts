import { coreError } from '../error/core-errors.ts'
import { triggers } from './category.ts'
import { listed, type ReportFault } from './fault.ts'
import type { MergedType } from './merge-types.ts'
import type { Move } from './resolve-moves.ts'
import type { CommandSpec } from './ticket-type.ts'

/** What stands beside a command's input in `tickets.perform`, or can't be a key of a plain object without harm. */
const reservedInputKeys: readonly string[] = [
  'ticketId',
  'command',
  'input',
  'expectedVersion',
  'overrideReason',
  'idempotencyKey',
  'then',
  'ext',
  'constructor',
  'prototype',
  '__proto__',
]
const audiences = ['staff', 'customer', 'both']

const checkInput = (id: string, command: string, owner: string, spec: CommandSpec, report: ReportFault): void => {
  if (!spec.input) return
  const at = `commands.${command}.input`
  const reserved = spec.requiresReason ? [...reservedInputKeys, 'reason'] : reservedInputKeys
  for (const key of Object.keys(spec.input.properties))
    if (reserved.includes(key)) report(owner, `${at}.${key}`, coreError('machine.reserved_input_key', { command, type: id, key }))
  if ('additionalProperties' in spec.input && spec.input.additionalProperties !== false)
    report(owner, at, coreError('machine.open_input', { command, type: id }))
}

const checkTriggers = (id: string, command: string, owner: string, spec: CommandSpec, report: ReportFault): void => {
  if (!spec.triggers?.length) return
  for (const trigger of spec.triggers)
    if (!triggers.includes(trigger))
      report(
        owner,
        `commands.${command}.triggers`,
        coreError('machine.unknown_trigger', { command, type: id, trigger, known: listed(triggers) }),
      )
  // `reason` is not asked of a trigger: the cause is the reason.
  for (const key of spec.input?.required ?? [])
    report(owner, `commands.${command}.triggers`, coreError('machine.trigger_needs_input', { command, type: id, key }))
}

export const checkCommands = (type: MergedType, permissions: ReadonlySet<string>, report: ReportFault): void => {
  const id = type.spec.id
  const resolutions = type.spec.resolutions ?? {}
  for (const [command, { owner, spec }] of type.commands) {
    const at = `commands.${command}`
    if (!permissions.has(spec.permission))
      report(owner, `${at}.permission`, coreError('machine.unknown_permission', { command, type: id, permission: String(spec.permission) }))
    if (!audiences.includes(spec.audience))
      report(
        owner,
        `${at}.audience`,
        coreError('machine.unknown_audience', {
          what: `The command '${command}'`,
          type: id,
          audience: String(spec.audience),
          known: listed(audiences),
        }),
      )
    const resolution = spec.effects?.resolution
    if (resolution !== undefined && !Object.hasOwn(resolutions, resolution))
      report(owner, `${at}.effects.resolution`, coreError('machine.unknown_resolution', { command, type: id, resolution }))
    checkInput(id, command, owner, spec, report)
    checkTriggers(id, command, owner, spec, report)
  }
}

/** From one status a trigger performs one command at most. */
export const checkTriggersOnce = (type: MergedType, moves: readonly Move[], report: ReportFault): void => {
  for (const [status] of type.statuses)
    for (const trigger of triggers) {
      const commands = moves
        .filter((move) => move.from === status && type.commands.get(move.command)?.spec.triggers?.includes(trigger))
        .map((move) => move.command)
      const last = commands.at(-1)
      if (last === undefined || commands.length < 2) continue
      const owner = type.commands.get(last)?.owner ?? type.owner
      report(
        owner,
        `commands.${last}.triggers`,
        coreError('machine.ambiguous_trigger', { type: type.spec.id, status, trigger, commands: listed(commands) }),
      )
    }
}
