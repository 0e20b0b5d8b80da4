import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { LoadedActor } from '../access/actor-access.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { instantParam } from '../store/value/typed-param.ts'
import { momentOf, peopleOf } from './list-filter.ts'
import type { ListTickets, TicketFilter } from './list-schema.ts'
import { tagName } from './tag-name.ts'

/** What a list walks instead of the branches of the caller's scope: an index of what the filter names. */
export type Lead =
  | { readonly column: 'assignee_id' | 'requester_id' | 'company_id'; readonly ids: readonly string[] }
  | { readonly tags: readonly string[] }

const MAX_LEADS = 20

/**
 * Somebody's tickets, or those of a company, are few beside those of the teams that a caller of the staff sees. Customers see few anyway, and
 * so do staff who are only added.
 */
export function leadOf(context: CallContext, input: TicketFilter): Lead | undefined {
  const { actor } = context
  if (!seesTeams(actor)) return undefined
  const { assigneeId, requesterId, companyId, tag } = input
  const assignees = assigneeId === undefined ? [] : peopleOf(context, assigneeId)
  const requesters = requesterId === undefined ? [] : peopleOf(context, requesterId)
  const companies = companyId === undefined ? [] : [companyId].flat()
  if (isFew(assignees) && !assignees.includes('none')) return { column: 'assignee_id', ids: [...new Set(assignees)] }
  if (isFew(requesters)) return { column: 'requester_id', ids: [...new Set(requesters)] }
  if (isFew(companies)) return { column: 'company_id', ids: [...new Set(companies)] }
  const tags = tag === undefined ? [] : [...new Set([tag].flat().map(tagName))]
  return isFew(tags) && seesAll(actor) ? { tags } : undefined
}

const isFew = (values: readonly unknown[]): boolean => values.length > 0 && values.length <= MAX_LEADS
const seesTeams = ({ capacity, branches }: LoadedActor): boolean =>
  capacity.acting === 'staff' && branches.some(({ scope }) => scope === 'all' || scope === 'team')
const seesAll = ({ branches }: LoadedActor): boolean => branches.some(({ scope }) => scope === 'all')

const DAY_MS = 86_400_000

/**
 * What follows from a filter and stands in an index of every team: the tickets that nobody has, those that wait for us or for others, and those
 * that were touched since. Whatever was resolved since Monday has changed since Monday; a day less, as clocks are set back.
 */
export function followingParts(context: CallContext, input: TicketFilter): readonly RawBuilder<SqlBool>[] {
  const parts: RawBuilder<SqlBool>[] = []
  if (context.actor.capacity.acting !== 'staff') return parts
  if (isUnassigned(input)) parts.push(sql`${sql.ref('ticket.assignee_id')} is null`)
  if (input.unanswered === true) parts.push(sql`${sql.ref('ticket.unanswered_since_at')} is not null`)
  if (isWaiting(input)) parts.push(sql`${sql.ref('ticket.category')} = 'waiting'`)
  const since = [input.resolvedFrom, input.closedFrom]
    .flatMap((moment) => (moment === undefined ? [] : [Date.parse(momentOf(context, moment)) - DAY_MS]))
    .concat(input.updatedFrom === undefined ? [] : [Date.parse(momentOf(context, input.updatedFrom))])
  const latest = Math.max(...since)
  if (since.length && latest > 0) parts.push(sql`${sql.ref('ticket.updated_at')} >= ${instantParam(new Date(latest).toISOString())}`)
  return parts
}

const isUnassigned = ({ unassigned, assigneeId }: TicketFilter): boolean => unassigned === true || [assigneeId].flat().join() === 'none'
const isWaiting = ({ category }: TicketFilter): boolean => category?.length === 1 && category[0] === 'waiting'

/**
 * Whether the teams' own indexes serve it and those of the whole desk don't. Every ticket has a team, so whoever sees all of them may walk
 * team by team.
 */
export const isServedByTeams = (context: CallContext, input: ListTickets): boolean =>
  (input.sort !== undefined && input.sort !== 'created') || input.fields !== undefined || followingParts(context, input).length > 0
