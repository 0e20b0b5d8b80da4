import type { Selectable } from 'kysely'
import type { Static } from 'typebox'
import { coreError } from '../error/core-errors.ts'
import {
  type DeliveriesContract,
  type DeliveriesService,
  DeliveryPage,
  type DeliveryState,
  DeliveryView,
  HandlerList,
  ListDeliveries,
  ReplayDelivery,
} from '../hook/contract.ts'
import type { DeliveryTable } from '../hook/tables.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import type { CoreDb } from '../operation/runtime.ts'
import { forContract } from '../plugin/kit.ts'
import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import type { EventTable } from '../tables.ts'

const { command, query } = forContract<DeliveriesContract>()
const MAX_LAG = 10_000

const list = query({
  route: 'GET /deliveries',
  summary: 'Deliveries that failed and are tried again, or were given up; newest event first.',
  permission: 'delivery.manage',
  audience: 'staff',
  input: ListDeliveries,
  output: DeliveryPage,
  async run(work, input) {
    const context = contextOf(work)
    const page = new Page(context, 'deliveries.list', input)
    let rows = deliveries(context.unit.db).where('delivery.state', 'in', input.state ? [input.state] : ['retry', 'dead'])
    if (input.handler !== undefined) rows = rows.where('delivery.handler', '=', input.handler)
    if (page.after) {
      const [position, handler] = page.after
      rows = rows.where(({ eb, or, and }) =>
        or([
          eb('delivery.event_position', '<', Number(position)),
          and([eb('delivery.event_position', '=', Number(position)), eb('delivery.handler', '>', String(handler))]),
        ]),
      )
    }
    const found = await rows.orderBy('delivery.event_position', 'desc').orderBy('delivery.handler').limit(page.take).execute()
    return page.of(found, (row) => [row.event_position, row.handler], found.map(viewOf))
  },
})

const handlers = query({
  route: 'GET /deliveries/handlers',
  summary: 'Handlers of committed events, and how far each is behind.',
  permission: 'delivery.manage',
  audience: 'staff',
  output: HandlerList,
  async run(work) {
    const { db } = contextOf(work).unit
    const rows = await db.selectFrom('handler').selectAll().orderBy('name').execute()
    const counts = await db
      .selectFrom('delivery')
      .select(['handler', 'state', ({ fn }) => fn.countAll<number>().as('row_count')])
      .where('state', '!=', 'done')
      .groupBy(['handler', 'state'])
      .execute()
    const countOf = (name: string, state: string) =>
      Number(counts.find((count) => count.handler === name && count.state === state)?.row_count ?? 0)
    const items = []
    for (const { name, position, events_json } of rows) {
      const events = events_json as string[]
      items.push({
        name,
        events,
        position,
        lag: await lagOf(db, position, events),
        retrying: countOf(name, 'retry'),
        dead: countOf(name, 'dead'),
      })
    }
    return { items }
  },
})

const replay = command({
  route: 'POST /deliveries/replay',
  summary: 'Gives a handler an event once more.',
  permission: 'delivery.manage',
  audience: 'staff',
  input: ReplayDelivery,
  output: DeliveryView,
  async run(work, { handler, position }) {
    const { unit } = contextOf(work)
    const known = await unit.db.selectFrom('handler').select(['position', 'events_json']).where('name', '=', handler).executeTakeFirst()
    const event = await unit.db.selectFrom('event').select(['name', 'subject_id']).where('position', '=', position).executeTakeFirst()
    if (!known || !event || !(known.events_json as string[]).includes(event.name))
      throw coreError('delivery.not_found', { handler, position })
    await work.change('delivery.replayed', { handlerId: handler, position }, async (db) => {
      const due_ms = await unit.tx.now()
      const again = { state: 'retry' as const, attempt_count: 0, due_ms, updated_at: work.now }
      const { numUpdatedRows } = await db
        .updateTable('delivery')
        .set(again)
        .where('handler', '=', handler)
        .where('event_position', '=', position)
        .executeTakeFirstOrThrow()
      if (numUpdatedRows > 0n) return
      if (position > known.position) throw coreError('delivery.not_reached', { handler, position })
      const row = {
        handler,
        event_position: position,
        subject_id: event.subject_id,
        created_at: work.now,
        lease_owner: null,
        lease_until_ms: 0,
        error: null,
      }
      await db
        .insertInto('delivery')
        .values({ ...row, ...again })
        .execute()
    })
    const view = await deliveries(unit.db)
      .where('delivery.handler', '=', handler)
      .where('delivery.event_position', '=', position)
      .executeTakeFirstOrThrow()
    return viewOf(view)
  },
})

export const deliveryOperations = { list, handlers, replay } satisfies OperationsOf<DeliveriesService>

export const deliveryEvents = {
  'delivery.replayed': { subject: 'handlerId', audience: 'staff', title: 'Delivery repeated' },
} as const satisfies { readonly [E in keyof DeliveriesContract['events']]: EventSpec<DeliveriesContract['events'][E]> }

type Row = Selectable<DeliveryTable> & Pick<Selectable<EventTable>, 'name' | 'subject_kind'>

const deliveries = (db: CoreDb) =>
  db
    .selectFrom('delivery')
    .innerJoin('event', 'event.position', 'delivery.event_position')
    .selectAll('delivery')
    .select(['event.name', 'event.subject_kind'])

const viewOf = (row: Row): DeliveryView => ({
  handler: row.handler,
  position: row.event_position,
  event: row.name,
  subject: { kind: row.subject_kind, id: row.subject_id },
  state: row.state as Static<typeof DeliveryState>,
  attempts: row.attempt_count,
  dueAt: row.state === 'retry' ? new Date(row.due_ms).toISOString() : null,
  error: row.error,
  updatedAt: row.updated_at,
})

async function lagOf(db: CoreDb, position: number, events: readonly string[]): Promise<number> {
  const { waiting } = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('event')
        .select('event.sequence')
        .where('event.position', '>', position)
        .where('event.name', 'in', events)
        .where('event.is_past', '=', false)
        .limit(MAX_LAG)
        .as('behind'),
    )
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow()
  return Number(waiting)
}
