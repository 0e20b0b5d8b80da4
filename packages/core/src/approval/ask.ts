import { seePerson } from '../access/see.ts'
import { coreError } from '../error/core-errors.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { expectAtWork } from './approval-row.ts'
import { contentHash, requestMessageOf, ticketContent } from './content.ts'
import { payloadOf } from './end-approval.ts'
import { type Demand, entitledPeople } from './entitled.ts'
import { type Needed, neededAmong } from './outcome.ts'

const MOST_APPROVERS = 100
const MOST_CONTENT = 200_000

/** What is asked, of whom, about what. */
export interface Ask {
  readonly question: string
  readonly audience: 'staff' | 'both'
  readonly staffIds?: readonly string[]
  readonly contactIds?: readonly string[]
  readonly roleId?: string
  readonly needed: Needed
  readonly requesterMayApprove?: boolean
  /** Unless told: the ticket itself, as it is now. */
  readonly subject?: {
    readonly kind: string
    readonly id: string
    readonly content: object
    readonly contentHash: string
  }
  /** Contacts' limits must cover it. */
  readonly amount?: Demand['amount']
  /** By an entry of the catalogue: whoever is asked for was chosen there, and nothing that is wrong with it is for the actor to repair. */
  readonly isDemanded?: boolean
}

/** Asks for an approval of a ticket that the actor may ask for. Inside a unit of work; returns the approval's id. */
export async function askApproval(context: CallContext, ticket: TicketState, ask: Ask): Promise<string> {
  const { unit, actor } = context
  const { row } = ticket
  expectAtWork(ticket)
  const isPublic = ask.audience === 'both'
  const isDemanded = ask.isDemanded === true
  const role = ask.roleId === undefined ? null : await roleOf(context, ticket, ask.roleId, ask)
  const approvers = isDemanded ? await demandedApprovers(context, ticket, ask, role) : await approversFor(context, ticket, ask, role)
  const needed = neededAmong(ask.needed, approvers.size)
  // What the catalogue demands waits for whoever is there one day, and asking again finds them: a request is never lost for want of somebody.
  if (!isDemanded) expectEnough(approvers.size, needed)
  const subject = ask.subject ? { ...ask.subject, requestMessageId: null } : await ticketSubject(context, ticket, isPublic)
  const { length } = JSON.stringify(subject.content)
  if (length > MOST_CONTENT) throw coreError('approval.content_too_large', { length, most: MOST_CONTENT })
  const approval = {
    id: unit.runtime.newId(),
    ticket_id: row.id,
    kind: subject.kind,
    subject_id: subject.id,
    question: ask.question,
    is_public: isPublic,
    content_json: subject.content,
    content_hash: subject.contentHash,
    request_message_id: subject.requestMessageId,
    amount_minor: ask.amount?.minor ?? null,
    currency: ask.amount?.currency ?? null,
    role_id: ask.roleId ?? null,
    role_scope_id: role?.scopeId ?? null,
    rule: typeof ask.needed === 'number' ? ('count' as const) : ask.needed,
    needed_count: needed,
    is_own_allowed: ask.requesterMayApprove === true,
    is_demanded: isDemanded,
    state: 'pending' as const,
    requested_by_kind: actor.kind,
    requested_by: actor.id,
    requested_at: unit.now,
    ended_at: null,
  }
  await unit.change(
    { ...context, owner: 'core' },
    'approval.requested',
    payloadOf(approval),
    async () => {
      await unit.db.insertInto('approval').values(approval).execute()
      if (!approvers.size) return
      await unit.db
        .insertInto('approver')
        .values(
          [...approvers].slice(0, MOST_APPROVERS).map(([person_id, { acting, isNamed }]) => ({
            approval_id: approval.id,
            person_id,
            acting,
            is_named: isNamed,
            vote: null,
            comment: null,
            asked_at: unit.now,
            voted_at: null,
          })),
        )
        .execute()
    },
    { isInternal: !isPublic },
  )
  return approval.id
}

function expectEnough(count: number, needed: number): void {
  if (!count) throw coreError('approval.no_approvers')
  if (count > MOST_APPROVERS) throw coreError('approval.too_many_approvers', { count, most: MOST_APPROVERS })
  if (needed > count) throw coreError('approval.too_many_needed', { needed, count })
}

interface AskedRole {
  readonly acting: 'staff' | 'customer'
  readonly scopeId: string
}

/** Where a role counts: that of staff in the ticket's team, that of contacts in its company. Null where a demand finds no such role. */
async function roleOf({ unit }: CallContext, { row }: TicketState, roleId: string, ask: Ask): Promise<AskedRole | null> {
  const role = await unit.db.selectFrom('role').select('acting').where('id', '=', roleId).executeTakeFirst()
  if (role?.acting === 'staff') return { acting: 'staff', scopeId: row.team_id }
  if (role && ask.audience === 'both' && row.company_id !== null) return { acting: 'customer', scopeId: row.company_id }
  if (ask.isDemanded) return null
  if (!role) throw coreError('approval.unknown_role', { roleId })
  throw ask.audience === 'both' ? coreError('approval.role_without_company', { roleId }) : coreError('approval.public_only')
}

type Approvers = Map<string, { readonly acting: 'staff' | 'customer'; readonly isNamed: boolean }>

/**
 * Those whom the entry names, also who has left or asks themselves: leaving somebody out would decide, so they are replaced. Then who holds
 * the role.
 */
async function demandedApprovers(context: CallContext, { row }: TicketState, ask: Ask, role: AskedRole | null): Promise<Approvers> {
  const approvers: Approvers = new Map((ask.staffIds ?? []).map((personId) => [personId, { acting: 'staff', isNamed: true }] as const))
  await addHolders(context, row, ask, role, approvers)
  return approvers
}

async function addHolders(
  context: CallContext,
  row: TicketState['row'],
  ask: Ask,
  role: AskedRole | null,
  approvers: Approvers,
): Promise<void> {
  if (!role || ask.roleId === undefined) return
  const demand = { ...role, companyId: row.company_id, roleId: ask.roleId, roleScopeId: role.scopeId, amount: ask.amount ?? null }
  for (const personId of await entitledPeople(context.unit, demand))
    if (!isOwnAsk(context, row, personId, ask) && !approvers.has(personId)) approvers.set(personId, { acting: role.acting, isNamed: false })
}

async function approversFor(context: CallContext, { row }: TicketState, ask: Ask, role: AskedRole | null): Promise<Approvers> {
  const { unit, actor } = context
  const approvers: Approvers = new Map()
  const demand = { companyId: row.company_id, roleId: null, roleScopeId: null, amount: ask.amount ?? null }
  if (ask.contactIds?.length && ask.audience !== 'both') throw coreError('approval.public_only')
  for (const [acting, ids] of [
    ['staff', ask.staffIds ?? []],
    ['customer', ask.contactIds ?? []],
  ] as const) {
    for (const personId of ids) {
      await seePerson(unit, actor, personId)
      if (isOwnAsk(context, row, personId, ask)) throw coreError('approval.own_request', { personId })
      if (approvers.has(personId)) throw coreError('approval.asked_twice', { personId })
      approvers.set(personId, { acting, isNamed: true })
    }
    await expectEntitled(context, { ...demand, acting }, [...new Set(ids)])
  }
  await addHolders(context, row, ask, role, approvers)
  return approvers
}

/** Four eyes: nobody approves what they ask for, whether it is the request itself or its approval. The requester can be allowed to. */
export const isOwn = (
  { actor }: CallContext,
  row: { readonly requester_id: string },
  personId: string,
  requesterMayApprove: boolean,
): boolean => personId === actor.personId || (personId === row.requester_id && !requesterMayApprove)

/** Who asks for something by the catalogue asks for its approval with it, so for them being allowed to is enough. */
const isOwnAsk = (context: CallContext, row: TicketState['row'], personId: string, ask: Ask): boolean =>
  ask.isDemanded && personId === row.requester_id
    ? ask.requesterMayApprove !== true
    : isOwn(context, row, personId, ask.requesterMayApprove === true)

export async function expectEntitled({ unit }: CallContext, demand: Demand, personIds: readonly string[]): Promise<void> {
  const entitled = new Set(await entitledPeople(unit, { ...demand, amount: null }, personIds))
  for (const personId of personIds) if (!entitled.has(personId)) throw coreError('approval.not_entitled', { personId })
  if (!demand.amount) return
  const covered = new Set(await entitledPeople(unit, demand, personIds))
  for (const personId of personIds) if (!covered.has(personId)) throw coreError('approval.beyond_limit', { personId })
}

/** The ticket as it is now, with the names that approvers read. */
async function ticketSubject({ unit }: CallContext, { row }: TicketState, isPublic: boolean) {
  const requestMessageId = await requestMessageOf(unit, row.id)
  const content = await ticketContent(unit, row, { isPublic, requestMessageId })
  const { requesterId, companyId, ...rest } = content
  const requester = await unit.db.selectFrom('person').select('name').where('id', '=', requesterId).executeTakeFirst()
  const company =
    companyId === null ? undefined : await unit.db.selectFrom('company').select('name').where('id', '=', companyId).executeTakeFirst()
  return {
    kind: 'ticket',
    id: row.id,
    content: {
      ...rest,
      requester: { id: requesterId, name: requester?.name ?? '' },
      company: companyId === null ? null : { id: companyId, name: company?.name ?? '' },
    },
    contentHash: contentHash(content),
    requestMessageId,
  }
}
