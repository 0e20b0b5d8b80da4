import { sql } from 'kysely'
import Type from 'typebox'
import { coreError } from '../error/core-errors.ts'
import { isAtWork } from '../machine/category.ts'
import { factsAfterTransition } from '../machine/clock-facts.ts'
import type { Command } from '../machine/machine.ts'
import { findVanished, resolveMapping, type StatusCount, type StatusMapping, type Vanished } from '../machine/vanished.ts'
import { asProgram } from '../operation/as-program.ts'
import type { Composition } from '../operation/composition.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import type { Tx } from '../store/store.ts'
import { factsOf, patchOf } from '../ticket/row-facts.ts'

const BATCH = 200

/** Types and statuses that tickets have: one look into the index for each, whatever the number of tickets. */
async function statusesInUse(db: CoreDb): Promise<{ type: string; status: string }[]> {
  const found: { type: string; status: string }[] = []
  for (;;) {
    const last = found.at(-1)
    let query = db.selectFrom('ticket').select(['type', 'status'])
    if (last) query = query.where(sql<boolean>`(${sql.ref('ticket.type')}, ${sql.ref('ticket.status')}) > (${last.type}, ${last.status})`)
    const next = await query.orderBy('type').orderBy('status').limit(1).executeTakeFirst()
    if (!next) return found
    found.push(next)
  }
}

/** Tickets in statuses that no installed type has, counted; without those that the mapping takes care of. */
export async function vanishedStatuses(
  { db }: Tx,
  { machines }: Pick<Composition, 'machines'>,
  mapping: StatusMapping = {},
): Promise<readonly Vanished[]> {
  const core: CoreDb = db
  const unknown = findVanished(
    machines,
    (await statusesInUse(core)).map((each) => ({ ...each, count: 1 })),
    mapping,
  )
  const counts: StatusCount[] = []
  for (const { type, status } of unknown) counts.push({ type, status, count: await countOf(core, type, status) })
  return findVanished(machines, counts, mapping)
}

async function countOf(db: CoreDb, type: string, status: string): Promise<number> {
  const row = await db
    .selectFrom('ticket')
    .select(({ fn }) => fn.countAll<number>().as('ticket_count'))
    .where('type', '=', type)
    .where('status', '=', status)
    .executeTakeFirstOrThrow()
  return Number(row.ticket_count)
}

/** Throws `desk.vanished_statuses`: a ticket whose status nobody defines could not be moved by anybody. */
export async function expectKnownStatuses(tx: Tx, composition: Pick<Composition, 'machines'>, mapping: StatusMapping): Promise<void> {
  const vanished = await vanishedStatuses(tx, composition, mapping)
  if (!vanished.length) return
  const statuses = vanished.map(({ type, status, count }) => `${type}/${status} (${count})`).join(', ')
  throw coreError('desk.vanished_statuses', { statuses }, { details: vanished })
}

/** Moves tickets out of statuses that went with a plugin, as the host's mapping says, each with its place in the history. Returns how many. */
export async function mapStatuses(runtime: Runtime, mapping: StatusMapping): Promise<number> {
  let moved = 0
  for (const [key, target] of resolveMapping(runtime.composition.machines, mapping)) {
    const [type = '', status = ''] = key.split('/')
    if (runtime.composition.machines.find(type)?.status(status)) continue
    for (let ids = await batchOf(runtime, type, status); ids.length; ids = await batchOf(runtime, type, status)) {
      await moveBatch(runtime, ids, target)
      moved += ids.length
    }
  }
  return moved
}

const batchOf = ({ store }: Runtime, type: string, status: string): Promise<string[]> =>
  store.read(async ({ db }) => {
    const core: CoreDb = db
    const rows = await core
      .selectFrom('ticket')
      .select('id')
      .where('type', '=', type)
      .where('status', '=', status)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    return rows.map((row) => row.id)
  })

async function moveBatch(
  runtime: Runtime,
  ids: readonly string[],
  target: { type: string; status: string; category: 'new' | 'open' | 'waiting' | 'resolved' | 'closed' },
) {
  await asProgram(runtime, 'map statuses', async (context) => {
    const { unit, actor } = context
    for (const id of ids) {
      const state = await unit.tickets.see(actor, id)
      const { row } = state
      const moves = { command: 'map_status', from: row.status, to: target.status, fromCategory: row.category, toCategory: target.category }
      // The arrow is nobody's command; what it does to the clocks follows from the categories.
      const arrow = { from: row.status, to: target.status, fromCategory: row.category, toCategory: target.category, command: noCommand }
      await unit.change(context, 'ticket.transitioned', { ticketId: id, ...moves }, () =>
        state.patch({
          ...patchOf(factsAfterTransition(factsOf(row), arrow, unit.now)),
          type: target.type,
          status: target.status,
          category: target.category,
          is_open: isAtWork(target.category),
        }),
      )
    }
  })
}

const noTitle = { en: '' }
const noCommand: Command = {
  name: 'map_status',
  owner: 'core',
  permission: 'anyone',
  audience: 'staff',
  title: noTitle,
  customerTitle: noTitle,
  input: Type.Object({}),
  requiresReason: false,
  customerUntil: null,
  triggers: [],
  effects: {},
}
