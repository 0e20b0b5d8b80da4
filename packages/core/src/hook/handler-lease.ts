import { type Kysely, sql } from 'kysely'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import { lastPosition } from './delivered-event.ts'
import { type AfterHandler, handlerKey } from './registered-handler.ts'

/** Who leases, and for how long; all times by the clock of the database. */
export interface Leasing {
  /** This process, or this desk in it. */
  readonly owner: string
  readonly durationMs: number
}

/** What a handler's new holder goes on from. */
export interface Claim {
  readonly position: number
  /** Positions behind it that were tried already. */
  readonly tried: readonly number[]
  /** Holders before this one that ended without having done anything. */
  readonly crashes: number
}

const knownHandlers = async (db: Kysely<CoreTables>): Promise<ReadonlyMap<string, string>> => {
  const rows = await db.selectFrom('handler').select(['name', 'events_json']).execute()
  return new Map(rows.map((row) => [row.name, JSON.stringify(row.events_json)]))
}
const eventsOf = (handler: AfterHandler): string[] => [...handler.events].sort()

/** Whether there is nothing to write down: so at every start but the first after a change. */
export async function areRegistered(tx: Tx, handlers: Iterable<AfterHandler>): Promise<boolean> {
  const known = await knownHandlers(tx.db)
  for (const handler of handlers) if (known.get(handlerKey(handler)) !== JSON.stringify(eventsOf(handler))) return false
  return true
}

/** Writes down the handlers that this desk has not had yet. They start with what comes, or with the first event there is. */
export async function registerHandlers(tx: Tx, handlers: Iterable<AfterHandler>): Promise<void> {
  const db: Kysely<CoreTables> = tx.db
  const known = await knownHandlers(db)
  const end = await lastPosition(db)
  const createdAt = new Date(await tx.now()).toISOString()
  for (const handler of handlers) {
    const name = handlerKey(handler)
    const events = eventsOf(handler)
    if (!known.has(name)) {
      const position = handler.from === 'start' ? 0 : end
      await db
        .insertInto('handler')
        .values({ name, position, events_json: events, lease_owner: null, lease_until_ms: 0, crash_count: 0, created_at: createdAt })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute()
    } else if (known.get(name) !== JSON.stringify(events)) {
      await db.updateTable('handler').set({ events_json: events }).where('name', '=', name).execute()
    }
  }
}

/** Takes the handler for this process; undefined while another process has it. */
export async function claimHandler(tx: Tx, name: string, { owner, durationMs }: Leasing): Promise<Claim | undefined> {
  const db: Kysely<CoreTables> = tx.db
  const now = await tx.now()
  const claimed = await db
    .updateTable('handler')
    .set((eb) => ({
      lease_owner: owner,
      lease_until_ms: now + durationMs,
      // Whoever ends in good order gives the lease back.
      crash_count: eb
        .case()
        .when(eb.and([eb('lease_owner', 'is not', null), eb('lease_owner', '!=', owner)]))
        .then(sql<number>`${eb.ref('crash_count')} + 1`)
        .else(eb.ref('crash_count'))
        .end(),
    }))
    .where('name', '=', name)
    .where((eb) => eb.or([eb('lease_owner', 'is', null), eb('lease_owner', '=', owner), eb('lease_until_ms', '<=', now)]))
    .returning(['position', 'crash_count'])
    .executeTakeFirst()
  if (!claimed) return undefined
  await forgetDone(db, name, claimed.position)
  const tried = await db
    .selectFrom('delivery')
    .select('event_position')
    .where('handler', '=', name)
    .where('event_position', '>', claimed.position)
    .execute()
  return { position: claimed.position, tried: tried.map((row) => row.event_position), crashes: claimed.crash_count }
}

/** Rows that only said "done out of order" are of no use behind the handler's position. */
export const forgetDone = (db: Kysely<CoreTables>, name: string, position: number): Promise<unknown> =>
  db.deleteFrom('delivery').where('handler', '=', name).where('state', '=', 'done').where('event_position', '<=', position).execute()

/** Prolongs what this process holds. Returns the names that it holds no more. */
export async function renewHandlers(tx: Tx, names: readonly string[], { owner, durationMs }: Leasing): Promise<string[]> {
  const db: Kysely<CoreTables> = tx.db
  const until = (await tx.now()) + durationMs
  const rows = names.length
    ? await db
        .updateTable('handler')
        .set({ lease_until_ms: until })
        .where('lease_owner', '=', owner)
        .where('name', 'in', names)
        .returning('name')
        .execute()
    : []
  await db.updateTable('delivery').set({ lease_until_ms: until }).where('lease_owner', '=', owner).where('state', '=', 'retry').execute()
  const held = new Set(rows.map(({ name }) => name))
  return names.filter((name) => !held.has(name))
}

/** So that another process need not wait for the leases to run out. */
export async function releaseHandlers(tx: Tx, owner: string): Promise<void> {
  const db: Kysely<CoreTables> = tx.db
  await db.updateTable('handler').set({ lease_owner: null, lease_until_ms: 0 }).where('lease_owner', '=', owner).execute()
}
