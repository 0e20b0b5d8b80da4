import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { isAtWork } from '../machine/category.ts'
import { priorityRank } from '../machine/priority-rank.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { instantParam } from '../store/value/typed-param.ts'
import { fieldParts } from './field-filter.ts'
import type { TicketFilter } from './list-schema.ts'
import { momentAt } from './moment.ts'
import { tagName } from './tag-name.ts'

type Predicate = RawBuilder<SqlBool>
type Many<T> = T | readonly T[]

const listed = <T>(values: Many<T>): readonly T[] => (Array.isArray(values) ? values : [values as T])
const nothing: Predicate = sql<SqlBool>`1 = 0`
const and = (parts: readonly Predicate[]): Predicate => (parts.length ? sql<SqlBool>`${sql.join([...parts], sql` and `)}` : sql`1 = 1`)
const or = (parts: readonly Predicate[]): Predicate => (parts.length ? sql<SqlBool>`(${sql.join([...parts], sql` or `)})` : nothing)

/** Which halves of the indexes the filter needs: open, done, or both. */
export function openStates({ open, category }: TicketFilter): readonly boolean[] {
  const wanted = category ? new Set(category.map(isAtWork)) : new Set([true, false])
  return [true, false].filter((state) => wanted.has(state) && (open === undefined || open === state))
}

/** The caller's teams: those in which a grant lets them see tickets. */
export const teamsOf = ({ unit, actor }: CallContext): readonly string[] => {
  const bit = unit.runtime.composition.permissions.bit('ticket.read')
  const ids = actor.branches.flatMap(({ scope, scopeId, permissions }) =>
    scope === 'team' && scopeId !== null && permissions.hasBit(bit) ? [scopeId] : [],
  )
  return [...new Set(ids)]
}

/** `mine` by those of the caller. */
export const teamsNamed = (context: CallContext, values: Many<string>): readonly string[] =>
  listed(values).flatMap((team) => (team === 'mine' ? teamsOf(context) : [team]))

/** `me` by the caller's id. Of programs, who are nobody, nothing is left. */
export const peopleOf = ({ actor }: CallContext, values: Many<string>): readonly string[] =>
  listed(values).flatMap((value) => (value === 'me' ? (actor.personId ?? []) : [value]))

/** What a moment of a filter is now, by the desk's time zone. */
export const momentOf = ({ unit }: CallContext, moment: string): string =>
  momentAt(moment, unit.now, unit.runtime.composition.texts.settings.timeZone)

/**
 * The declared filters as a predicate over `ticket`. The one place that knows what a filter
 * means: lists, counts, search and bulk come here. What an audience may not filter by never gets here, as its schema has no such key.
 */
export function filterPredicate(context: CallContext, input: TicketFilter): Predicate {
  return and(filterParts(context, input))
}

/** The same in parts, all of which must hold; none where everything is meant. */
export function filterParts(context: CallContext, input: TicketFilter): readonly Predicate[] {
  const { actor } = context
  const parts: Predicate[] = []
  const column = (name: string) => sql.ref(`ticket.${name}`)
  const among = (name: string, values: Many<string | number> | undefined) => {
    if (values !== undefined) parts.push(amongSql(column(name), listed(values)))
  }
  const between = (name: string, from: string | undefined, before: string | undefined) => {
    if (from !== undefined) parts.push(sql`${column(name)} >= ${instantParam(momentOf(context, from))}`)
    if (before !== undefined) parts.push(sql`${column(name)} < ${instantParam(momentOf(context, before))}`)
  }
  const known = (name: string, is: boolean | undefined) => {
    if (is !== undefined) parts.push(is ? sql`${column(name)} is not null` : sql`${column(name)} is null`)
  }
  // Words of ours and no parameters, so that a partial index is found by them.
  if (input.category) parts.push(sql`${column('category')} in (${sql.join(input.category.map((each) => sql.lit(each)))})`)
  among('type', input.type)
  among('status', input.status)
  among('priority', input.priority?.map(priorityRank))
  among('requester_id', input.requesterId === undefined ? undefined : peopleOf(context, input.requesterId))
  among('company_id', input.companyId)
  among('waiting_on', input.waitingOn)
  among('channel', input.channel)
  if (input.teamId !== undefined) among('team_id', teamsNamed(context, input.teamId))
  if (input.assigneeId !== undefined) {
    const ids = peopleOf(context, input.assigneeId).filter((id) => id !== 'none')
    const noneToo: Predicate[] = listed(input.assigneeId).includes('none') ? [sql`${column('assignee_id')} is null`] : []
    parts.push(or([...(ids.length ? [amongSql(column('assignee_id'), ids)] : []), ...noneToo]))
  }
  known('assignee_id', input.unassigned === undefined ? undefined : !input.unassigned)
  known('unanswered_since_at', input.unanswered)
  between('created_at', input.createdFrom, input.createdBefore)
  between(actor.capacity.acting === 'staff' ? 'updated_at' : 'public_updated_at', input.updatedFrom, input.updatedBefore)
  between('resolved_at', input.resolvedFrom, input.resolvedBefore)
  between('closed_at', input.closedFrom, input.closedBefore)
  between('waiting_until_at', input.waitingUntilFrom, input.waitingUntilBefore)
  if (input.tag !== undefined) parts.push(hasTag(column('id'), listed(input.tag)))
  if (input.withoutTag !== undefined) parts.push(sql`not ${hasTag(column('id'), listed(input.withoutTag))}`)
  if (input.followed !== undefined) parts.push(sql`${input.followed ? sql`` : sql`not `}${isFollowed(column('id'), actor.personId)}`)
  if (input.fields) parts.push(...fieldParts(context, input))
  return parts
}

const amongSql = (column: RawBuilder<unknown>, values: readonly (string | number)[]): Predicate => {
  const [first] = values
  if (first === undefined) return nothing
  return values.length === 1 ? sql`${column} = ${first}` : sql`${column} in (${sql.join([...values])})`
}

const hasTag = (id: RawBuilder<unknown>, tags: readonly string[]): Predicate =>
  sql`exists (select 1 from ${sql.table('tag')} where ${sql.ref('tag.ticket_id')} = ${id} and ${amongSql(sql.ref('tag.tag'), tags.map(tagName))})`

const isFollowed = (id: RawBuilder<unknown>, personId: string | null): Predicate =>
  sql`exists (select 1 from ${sql.table('participant')} where ${sql.ref('participant.ticket_id')} = ${id}
    and ${sql.ref('participant.person_id')} = ${personId} and ${sql.ref('participant.kind')} = 'follower')`
