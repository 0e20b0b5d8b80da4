import { type Selectable, type SqlBool, sql } from 'kysely'
import type { LoadedActor } from '../access/actor-access.ts'
import { can, isParticipantSql, type ScopedTicket } from '../access/ticket-scope.ts'
import { coreError } from '../error/core-errors.ts'
import { priorityName } from '../machine/priority-rank.ts'
import type { TicketTable } from '../ticket/tables.ts'
import type { TicketFacts } from '../ticket/ticket-facts.ts'
import { updateFieldValues } from './field-values.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export type TicketRow = Selectable<TicketTable>
export type TicketPatch = Partial<Omit<TicketRow, 'id' | 'number' | 'version' | 'public_version' | 'updated_at' | 'public_updated_at'>>

/** Columns that search finds a ticket by, or hides it by. */
const indexedColumns = ['subject', 'team_id', 'company_id', 'requester_id', 'assignee_id'] as const

/** A ticket as this unit of work knows it: the row with what was changed since, written in one update when somebody else may look. */
export class TicketState {
  row: TicketRow
  #stored: { version: number }
  #dirty = new Set<keyof TicketRow>()

  constructor(row: TicketRow, stored: { version: number } = { version: row.version }) {
    this.row = row
    this.#stored = stored
  }

  /** Takes part in the next update; the version moves with the event that `change` records. */
  patch(patch: TicketPatch): void {
    this.row = { ...this.row, ...patch }
    for (const column of Object.keys(patch) as (keyof TicketPatch)[]) this.#dirty.add(column)
  }

  bump(now: string, isPublic: boolean): number {
    const { row } = this
    this.row = {
      ...row,
      version: row.version + 1,
      updated_at: now,
      ...(isPublic ? { public_version: row.public_version + 1, public_updated_at: now } : {}),
    }
    this.#dirty.add('version').add('updated_at')
    if (isPublic) this.#dirty.add('public_version').add('public_updated_at')
    return this.row.version
  }

  async flush(unit: UnitOfWork): Promise<void> {
    if (!this.#dirty.size || this.row.version === this.#stored.version) return
    const set: Record<string, unknown> = {}
    for (const column of this.#dirty) set[column] = this.row[column]
    const result = await unit.db
      .updateTable('ticket')
      .set(set)
      .where('id', '=', this.row.id)
      .where('version', '=', this.#stored.version)
      .executeTakeFirst()
    if (result.numUpdatedRows !== 1n) throw coreError('ticket.conflict', { number: this.row.number, version: this.#stored.version })
    updateFieldValues(unit, this.row, this.#dirty)
    this.#stored = { version: this.row.version }
    if (indexedColumns.some((column) => this.#dirty.has(column))) unit.mark({ kind: 'ticket_changed', ticketId: this.row.id })
    this.#dirty.clear()
  }

  /** What puts it back as it is now. The object stays the same: whoever holds it goes on with what was undone taken back. */
  snapshot(): () => void {
    const row = this.row
    const stored = this.#stored
    const dirty = new Set(this.#dirty)
    return () => {
      this.row = row
      this.#stored = stored
      this.#dirty = dirty
    }
  }
}

export const scopedTicket = (row: TicketRow, isParticipant: boolean): ScopedTicket => ({
  teamId: row.team_id,
  companyId: row.company_id,
  requesterId: row.requester_id,
  assigneeId: row.assignee_id,
  isParticipant,
})

export const ticketFacts = (row: TicketRow): TicketFacts => ({
  id: row.id,
  number: row.number,
  type: row.type,
  status: row.status,
  category: row.category,
  priority: priorityName(row.priority),
  requesterId: row.requester_id,
  companyId: row.company_id,
  teamId: row.team_id,
  assigneeId: row.assignee_id,
  version: row.version,
  createdAt: row.created_at,
})

/** The tickets that a unit of work has read; on PostgreSQL a command locks them in doing so. */
export class TicketStates {
  readonly #unit: UnitOfWork
  #states = new Map<string, TicketState>()
  #participation = new Map<string, boolean>()
  #highest = ''
  readonly #locked = new Set<string>()
  #waits = true
  readonly #wanted = new Set<string>()

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  /** The ticket, if the actor may see it; else 404, the same as for one that does not exist. */
  async see(actor: LoadedActor, ticketId: string): Promise<TicketState> {
    const state = await this.#load(actor, ticketId)
    const readBit = this.#unit.runtime.composition.permissions.bit('ticket.read')
    if (!state || !this.can(actor, readBit, state)) throw coreError('ticket.not_found', { ticketId })
    return state
  }

  /**
   * The ticket, whether or not the actor may see it: for what follows on tickets from a change elsewhere, such as an assignment that ends
   * with a role. Never for what the actor asked to see or to change.
   */
  follow(actor: LoadedActor, ticketId: string): Promise<TicketState | undefined> {
    return this.#load(actor, ticketId)
  }

  can(actor: LoadedActor, bit: number, state: TicketState): boolean {
    return can(actor, bit, scopedTicket(state.row, this.#participation.get(this.#key(actor, state.row.id)) ?? false))
  }

  /** Ids of the tickets of this unit of work that the actor may see as they are now. */
  seenBy(actor: LoadedActor): string[] {
    const readBit = this.#unit.runtime.composition.permissions.bit('ticket.read')
    return [...this.#states].flatMap(([id, state]) => (this.can(actor, readBit, state) ? [id] : []))
  }

  /** A ticket that this unit of work has inserted, with version 1: its first event does not move the version. */
  add(row: TicketRow): TicketState {
    const state = new TicketState({ ...row, version: row.version - 1, public_version: row.public_version - 1 }, { version: row.version })
    this.#states.set(row.id, state)
    this.#unit.mark({ kind: 'ticket_created', ticketId: row.id })
    return state
  }

  /** What this unit of work knows of a ticket that it has read or made. */
  known(ticketId: string): TicketState | undefined {
    return this.#states.get(ticketId)
  }

  /** Somebody became or ceased to be a participant in this unit of work. */
  forgetParticipation(ticketId: string): void {
    for (const key of this.#participation.keys()) if (key.endsWith(ticketId)) this.#participation.delete(key)
    this.#unit.mark({ kind: 'participants_changed', ticketId })
  }

  async bump(actor: LoadedActor, ticketId: string, isPublic: boolean): Promise<number> {
    const state = this.#states.get(ticketId) ?? (await this.see(actor, ticketId))
    return state.bump(this.#unit.now, isPublic)
  }

  async flush(): Promise<void> {
    for (const state of this.#states.values()) await state.flush(this.#unit)
  }

  /** What puts everything back as it is now, when the savepoint around a nested command is undone. */
  snapshot(): () => void {
    const states = new Map(this.#states)
    const participation = new Map(this.#participation)
    const restores = [...states.values()].map((state) => state.snapshot())
    return () => {
      this.#states = states
      this.#participation = participation
      for (const restore of restores) restore()
    }
  }

  #key(actor: LoadedActor, ticketId: string): string {
    return `${actor.kind} ${actor.id} ${actor.capacity.acting} ${ticketId}`
  }

  async #load(actor: LoadedActor, ticketId: string): Promise<TicketState | undefined> {
    const known = this.#states.get(ticketId)
    const key = this.#key(actor, ticketId)
    if (known && (actor.personId === null || this.#participation.has(key))) return known
    const { db, writable, tx } = this.#unit
    const isParticipant = actor.personId === null ? sql<SqlBool>`1 = 0` : isParticipantSql(actor)
    if (known) {
      const row = await db.selectFrom('ticket').select('number').where('ticket.id', '=', ticketId).where(isParticipant).executeTakeFirst()
      this.#participation.set(key, row !== undefined)
      return known
    }
    let query = db
      .selectFrom('ticket')
      .selectAll('ticket')
      .select(sql<number>`case when ${isParticipant} then 1 else 0 end`.as('participates'))
      .where('ticket.id', '=', ticketId)
    if (writable && tx.kind === 'postgres') query = this.#inOrder(ticketId, query.forUpdate('ticket'))
    const found = await query.executeTakeFirst()
    if (!found) return undefined
    const { participates, ...row } = found
    // Somebody else in this unit of work may have asked at the same time: there is one state of a ticket.
    const state = this.#states.get(ticketId) ?? new TicketState(row)
    this.#states.set(ticketId, state)
    this.#participation.set(key, participates === 1)
    return state
  }

  /**
   * Tickets are locked by ascending id, so that two commands never wait for each other. One that comes to a lower id later does not wait:
   * if the row is taken, the command is repeated (`store.conflict`) with all its tickets locked in order from the start.
   */
  #inOrder<Q extends { noWait(): Q }>(ticketId: string, query: Q): Q {
    const isBehind = !this.#waits || ticketId < this.#highest
    if (!isBehind) this.#highest = ticketId
    this.#wanted.add(ticketId)
    return isBehind && !this.#locked.has(ticketId) ? query.noWait() : query
  }

  /**
   * After a lock that others wait for with tickets in their hands: from now on no ticket is waited for. One that somebody has makes the command
   * be repeated, with all its tickets locked before that lock.
   */
  waitNoMore(): void {
    this.#waits = false
  }

  /** What the command has locked or wanted to, for its next try. */
  get wanted(): Iterable<string> {
    return this.#wanted
  }

  /** On PostgreSQL, before anything else. */
  async lock(ticketIds: readonly string[]): Promise<void> {
    const { db, tx } = this.#unit
    if (tx.kind !== 'postgres' || !ticketIds.length) return
    await db
      .selectFrom('ticket')
      .select('id')
      .where('id', 'in', [...ticketIds])
      .orderBy('id')
      .forUpdate()
      .execute()
    for (const id of ticketIds) {
      this.#locked.add(id)
      this.#wanted.add(id)
      if (id > this.#highest) this.#highest = id
    }
  }
}
