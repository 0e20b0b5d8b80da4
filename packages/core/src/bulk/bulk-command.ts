import type { LoadedActor } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { RegisteredOperation } from '../operation/composition.ts'
import { inputInvalid } from '../operation/input-check.ts'
import { expectInput, runNested } from '../operation/run-operation.ts'
import type { Runtime } from '../operation/runtime.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { versionFor } from '../ticket/version-for.ts'

/** One command for any ticket: the operation, and its input around the ticket's id. */
export interface BulkCommand {
  readonly operation: RegisteredOperation
  inputFor(ticketId: string): Record<string, unknown>
}

export type Outcome =
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly details: unknown }

/**
 * Of the machines' commands customers have those that are theirs: what else the house has is no more there than what nobody has.
 * Throws `bulk.unknown_command`, and `input.invalid` where a ticket is in the input.
 */
export function bulkCommand({ composition }: Runtime, { capacity }: LoadedActor, command: string, input: object): BulkCommand {
  if ('ticketId' in input)
    throw inputInvalid([{ pointer: '/input/ticketId', code: 'unknown_key', message: 'is not known here; remove it' }])
  const [group = '', method = ''] = command.includes('.') ? command.split('.') : ['tickets', command]
  const operation = composition.groups.get(group)?.get(method)
  if (operation?.spec.kind === 'command' && operation.spec.inputKeys.includes('ticketId'))
    return { operation, inputFor: (ticketId) => ({ ...input, ticketId }) }
  const perform = composition.groups.get('tickets')?.get('perform')
  const isKnown = composition.machines.all.some((machine) => {
    const audience = machine.command(command)?.audience
    return audience !== undefined && (capacity.acting === 'staff' || audience !== 'staff')
  })
  if (!perform || !isKnown || operation) throw coreError('bulk.unknown_command', { command })
  const { expectedVersion, overrideReason, ...rest } = input as { expectedVersion?: unknown; overrideReason?: unknown }
  const options = {
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    ...(overrideReason === undefined ? {} : { overrideReason }),
  }
  return { operation: perform, inputFor: (ticketId) => ({ ...options, ticketId, command, input: rest }) }
}

/** What is wrong with the input whatever the ticket, before anything is begun. Throws `input.invalid`. */
export function expectBulkInput({ operation, inputFor }: BulkCommand, actor: LoadedActor, ticketId: string): void {
  try {
    expectInput(operation, actor, inputFor(ticketId))
  } catch (error) {
    if (!isDeskError(error) || error.code !== 'input.invalid') throw error
    const { faults } = error.details as { faults: { pointer: string; code: string; message: string }[] }
    throw inputInvalid(faults.map((fault) => ({ ...fault, pointer: `/input${fault.pointer}` })))
  }
}

/**
 * The command for one ticket, as a command inside this transaction: what it did is undone when it is refused. What a repetition of the whole
 * would solve is thrown; with `isAnswered` also what is no refusal but a fault, as nothing is kept of the whole then.
 */
export async function outcomeOf(
  context: CallContext,
  { operation, inputFor }: BulkCommand,
  ticketId: string,
  isAnswered = false,
): Promise<Outcome> {
  const { unit, actor } = context
  try {
    await unit.withOwnHookTime(() => runNested(context, actor, operation, inputFor(ticketId)))
    return { ok: true, version: await versionFor(context, ticketId) }
  } catch (error) {
    if (unit.runtime.store.isRetryable(error) || (isAnswered && !(isDeskError(error) && error.status < 500))) throw error
    if (isDeskError(error)) return { ok: false, code: error.code, message: error.message, details: error.details ?? null }
    unit.runtime.log.error({ code: 'bulk.command_failed', operation: operation.id, ticketId, error }, 'bulk.command_failed')
    const { code, message } = coreError('bulk.command_failed')
    return { ok: false, code, message, details: null }
  }
}
