import type { LoadedActor } from '../access/actor-access.ts'
import { isAtWork } from '../machine/category.ts'
import type { TicketFilter } from '../ticket/list-schema.ts'
import { tagName } from '../ticket/tag-name.ts'
import { chunk, type EventChunks } from './chunk.ts'
import { type LiveTicket, maySee } from './ticket-facts.ts'
import { mayMove } from './topic.ts'

/** A page asks for its list again at most so often, however much happens. */
const PAUSE_MS = 1000

/** A saved view that a stream follows: its reader is told that the list may be another one, and asks for it when it wants it. */
export class ViewTopic {
  readonly viewId: string
  readonly #filter: TicketFilter
  /** The view was changed or removed since: the filter is another, which the next connection learns. */
  #isOutdated = false
  #isDirty = false
  #toldAt = -Infinity

  constructor(viewId: string, filter: TicketFilter) {
    this.viewId = viewId
    this.#filter = filter
  }

  /** Something happened on a ticket; `before` is how it was last seen, where that is known. */
  note({ row, ticket }: EventChunks, before: LiveTicket | undefined, actor: LoadedActor, readBit: number): void {
    if (this.#isDirty || (actor.capacity.acting === 'customer' && !row.is_public)) return
    const holds = (each: LiveTicket): boolean =>
      maySee(actor, readBit, each) && (this.#isOutdated || fits(this.#filter, each, actor, readBit))
    if (holds(ticket)) this.#isDirty = true
    else if (before ? holds(before) : mayMove(row.name) && maySee(actor, readBit, ticket)) this.#isDirty = true
  }

  outdate(): void {
    this.#isOutdated = true
    this.#isDirty = true
  }

  /** What to say now, if anything. */
  due(now: number): Uint8Array | undefined {
    if (!this.#isDirty || now - this.#toldAt < PAUSE_MS) return undefined
    this.#isDirty = false
    this.#toldAt = now
    return chunk({ event: 'view', data: { viewId: this.viewId, isOutdated: this.#isOutdated } })
  }

  get isDirty(): boolean {
    return this.#isDirty
  }
}

const listed = <T>(values: T | readonly T[]): readonly T[] => (Array.isArray(values) ? values : [values as T])

/**
 * Whether a ticket may fit the filter: false only where it certainly does not. Priority, dates, custom fields and the like are not read for everybody,
 * so by them nothing is ruled out. The same keys in SQL: `filterPredicate`.
 */
function fits(filter: TicketFilter, ticket: LiveTicket, { personId, branches }: LoadedActor, readBit: number): boolean {
  const isAmong = (values: string | readonly string[] | undefined, own: string | null, meant: (value: string) => boolean): boolean =>
    values === undefined || listed(values).some((value) => value === own || meant(value))
  const isMine = (id: string | null) => (value: string) => value === 'me' && id !== null && id === personId
  const isOfMyTeams = (value: string): boolean =>
    value === 'mine' &&
    branches.some(({ scope, scopeId, permissions }) => scope === 'team' && scopeId === ticket.teamId && permissions.hasBit(readBit))
  const never = () => false
  const hasTag = (tags: string | readonly string[]): boolean => listed(tags).some((tag) => ticket.tags.includes(tagName(tag)))
  const isFollowed = ticket.participants.has(`follower ${personId}`)
  return (
    (filter.open === undefined || filter.open === isAtWork(ticket.category)) &&
    isAmong(filter.category, ticket.category, never) &&
    isAmong(filter.type, ticket.type, never) &&
    isAmong(filter.status, ticket.status, never) &&
    isAmong(filter.requesterId, ticket.requesterId, isMine(ticket.requesterId)) &&
    isAmong(filter.companyId, ticket.companyId, never) &&
    isAmong(filter.teamId, ticket.teamId, isOfMyTeams) &&
    isAmong(filter.assigneeId, ticket.assigneeId ?? 'none', isMine(ticket.assigneeId)) &&
    (filter.unassigned === undefined || filter.unassigned === (ticket.assigneeId === null)) &&
    (filter.tag === undefined || hasTag(filter.tag)) &&
    (filter.withoutTag === undefined || !hasTag(filter.withoutTag)) &&
    (filter.followed === undefined || filter.followed === isFollowed)
  )
}
