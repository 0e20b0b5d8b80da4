import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { isAtWork } from '../machine/category.ts'
import { priorityRank } from '../machine/priority-rank.ts'
import { instantParam } from '../store/value/typed-param.ts'
import type { ListTickets } from './schemas.ts'
import { tagName } from './tag-name.ts'

/** Which halves of the indexes the filter needs: open, done, or both. */
export function openStates({ open, category }: ListTickets): readonly boolean[] {
  const wanted = category ? new Set(category.map(isAtWork)) : new Set([true, false])
  return [true, false].filter((state) => wanted.has(state) && (open === undefined || open === state))
}

/** The declared filters as a predicate over `ticket`. What an audience may not filter by never gets here: its schema has no such key. */
export function filterPredicate(input: ListTickets): RawBuilder<SqlBool> {
  const parts: RawBuilder<SqlBool>[] = []
  const column = (name: string) => sql.ref(`ticket.${name}`)
  const among = (name: string, values: readonly (string | number)[] | undefined) => {
    if (values) parts.push(sql`${column(name)} in (${sql.join([...values])})`)
  }
  const equals = (name: string, value: string | undefined) => {
    if (value !== undefined) parts.push(sql`${column(name)} = ${value}`)
  }
  among('category', input.category)
  among('type', input.type)
  among('status', input.status)
  among('priority', input.priority?.map(priorityRank))
  equals('requester_id', input.requesterId)
  equals('company_id', input.companyId)
  equals('team_id', input.teamId)
  equals('assignee_id', input.assigneeId)
  equals('channel', input.channel)
  if (input.unassigned !== undefined)
    parts.push(input.unassigned ? sql`${column('assignee_id')} is null` : sql`${column('assignee_id')} is not null`)
  if (input.createdFrom !== undefined) parts.push(sql`${column('created_at')} >= ${instantParam(input.createdFrom)}`)
  if (input.createdBefore !== undefined) parts.push(sql`${column('created_at')} < ${instantParam(input.createdBefore)}`)
  if (input.tag !== undefined)
    parts.push(
      sql`exists (select 1 from ${sql.table('tag')} where ${sql.ref('tag.ticket_id')} = ${column('id')} and ${sql.ref('tag.tag')} = ${tagName(input.tag)})`,
    )
  return parts.length ? sql<SqlBool>`${sql.join(parts, sql` and `)}` : sql<SqlBool>`1 = 1`
}
