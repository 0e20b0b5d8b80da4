import type { Selectable } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext, UnitOfWork } from '../operation/unit-of-work.ts'
import type { ApprovalTable, ApproverTable } from './tables.ts'

/** An approval with what of its ticket decides who sees it. */
export interface ApprovalRow extends Selectable<ApprovalTable> {
  readonly ticket_number: number
  readonly ticket_is_open: boolean
  readonly ticket_company_id: string | null
  readonly ticket_requester_id: string
}
export type ApproverRow = Selectable<ApproverTable>

export const approvalsWithTicket = (unit: Pick<UnitOfWork, 'db'>) =>
  unit.db
    .selectFrom('approval')
    .innerJoin('ticket', 'ticket.id', 'approval.ticket_id')
    .selectAll('approval')
    .select([
      'ticket.number as ticket_number',
      'ticket.is_open as ticket_is_open',
      'ticket.company_id as ticket_company_id',
      'ticket.requester_id as ticket_requester_id',
    ])

export const findApproval = (unit: Pick<UnitOfWork, 'db'>, approvalId: string): Promise<ApprovalRow | undefined> =>
  approvalsWithTicket(unit).where('approval.id', '=', approvalId).executeTakeFirst()

export const approversOf = (unit: Pick<UnitOfWork, 'db'>, approvalId: string): Promise<ApproverRow[]> =>
  unit.db.selectFrom('approver').selectAll().where('approval_id', '=', approvalId).orderBy('person_id').execute()

export interface LockedApproval {
  readonly approval: ApprovalRow
  readonly approvers: readonly ApproverRow[]
  readonly ticket: TicketState
}

/**
 * An approval with its ticket, whether or not the actor sees either: who looks is the caller's to ask. The ticket's row is the lock of
 * its approvals and of what they are about: votes, changes of the content and transitions wait for each other there, so what is read after
 * it stays as it is until the commit.
 */
export async function lockApproval(context: CallContext, approvalId: string): Promise<LockedApproval | undefined> {
  const { unit, actor } = context
  const found = await findApproval(unit, approvalId)
  const ticket = found && (await unit.tickets.follow(actor, found.ticket_id))
  if (!ticket) return undefined
  await unit.tickets.flush()
  const approval = await findApproval(unit, approvalId)
  return approval && { approval, approvers: await approversOf(unit, approvalId), ticket }
}

/** Of tickets that are done or replaced nothing is asked and nothing answered; what was pending goes on if work does. */
export function expectAtWork({ row }: TicketState): void {
  if (!row.is_open) throw coreError('approval.ticket_over', { number: row.number })
}
