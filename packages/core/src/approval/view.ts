import type { CallContext } from '../operation/unit-of-work.ts'
import { namedAuthors } from '../ticket/author-names.ts'
import { type ApprovalRow, type ApproverRow, findApproval } from './approval-row.ts'
import type { ApprovalView } from './contract.ts'
import { demandOf, entitledPeople, isAsked, isOwnVote } from './entitled.ts'

/** The approval as the caller's audience sees it, read again after what this unit of work changed. */
export async function viewApproval(context: CallContext, approvalId: string): Promise<ApprovalView> {
  const row = await findApproval(context.unit, approvalId)
  const [view] = row ? await viewApprovals(context, [row]) : []
  if (!view) throw new TypeError('there is no such approval')
  return view
}

type NamedApprover = ApproverRow & { readonly name: string }

/** Views of a page, in the order of the rows; approvers come in one batch. Which rows the caller may see was asked before. */
export async function viewApprovals(context: CallContext, rows: readonly ApprovalRow[]): Promise<ApprovalView[]> {
  if (!rows.length) return []
  const { unit } = context
  const approvers: NamedApprover[] = await unit.db
    .selectFrom('approver')
    .innerJoin('person', 'person.id', 'approver.person_id')
    .selectAll('approver')
    .select('person.name')
    .where(
      'approver.approval_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('approver.asked_at')
    .orderBy('approver.person_id')
    .execute()
  const askers = rows.map((row) => ({ kind: row.requested_by_kind, id: row.requested_by }))
  const named = await namedAuthors(context, askers)
  const views: ApprovalView[] = []
  for (const row of rows) {
    const own = approvers.filter(({ approval_id }) => approval_id === row.id)
    views.push(
      viewOf(context, row, own, await availableAmong(context, row, own), named({ kind: row.requested_by_kind, id: row.requested_by })),
    )
  }
  return views
}

/** For staff, of what is pending: whose answer can still come. */
async function availableAmong({ unit, actor }: CallContext, row: ApprovalRow, approvers: readonly NamedApprover[]): Promise<Set<string>> {
  if (actor.capacity.acting !== 'staff' || row.state !== 'pending') return new Set(approvers.map(({ person_id }) => person_id))
  const available = new Set<string>()
  for (const acting of ['staff', 'customer'] as const)
    for (const isNamed of [true, false]) {
      const among = approvers.filter((one) => one.acting === acting && one.is_named === isNamed && !isOwnVote(row, one.person_id))
      const demand = demandOf(row, { acting, is_named: isNamed })
      for (const personId of await entitledPeople(
        unit,
        demand,
        among.map((one) => one.person_id),
      ))
        available.add(personId)
    }
  return available
}

function viewOf(
  context: CallContext,
  row: ApprovalRow,
  approvers: readonly NamedApprover[],
  available: ReadonlySet<string>,
  requestedBy: { readonly kind: string; readonly id: string; readonly name: string },
): ApprovalView {
  const { actor } = context
  const isStaff = actor.capacity.acting === 'staff'
  return {
    id: row.id,
    ticket: { id: row.ticket_id, number: row.ticket_number },
    kind: row.kind,
    subjectId: row.subject_id,
    question: row.question,
    audience: row.is_public ? 'both' : 'staff',
    state: row.state,
    needed: row.needed_count,
    content: isRecord(row.content_json) ? row.content_json : {},
    contentHash: row.content_hash,
    amount: row.amount_minor === null || row.currency === null ? null : { minor: row.amount_minor, currency: row.currency },
    roleId: row.role_id,
    requesterMayApprove: row.is_own_allowed,
    approvers: approvers.map((approver) => {
      const isKnown = isStaff || isKnownToCustomers(context, row, approver)
      return {
        person: isKnown ? { id: approver.person_id, name: approver.name } : null,
        acting: approver.acting,
        vote: approver.vote,
        // What staff say in refusing is said to the house.
        comment: isKnown ? approver.comment : null,
        votedAt: approver.voted_at,
        isAvailable: available.has(approver.person_id),
      }
    }),
    awaitsMe: awaitsAnswer(context, row, approvers),
    requestedBy,
    requestedAt: row.requested_at,
    endedAt: row.ended_at,
  }
}

/** Contacts of one company know each other; who of the house is asked is the house's business. */
const isKnownToCustomers = ({ actor }: CallContext, row: ApprovalRow, { acting, person_id }: NamedApprover): boolean =>
  acting === 'customer' && (person_id === actor.personId || (row.ticket_company_id !== null && row.ticket_company_id === actor.companyId))

const awaitsAnswer = ({ actor }: CallContext, row: ApprovalRow, approvers: readonly ApproverRow[]): boolean =>
  row.state === 'pending' &&
  row.ticket_is_open &&
  approvers.some((approver) => approver.vote === null && isAsked(actor, row, approver) && !isOwnVote(row, approver.person_id))

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
