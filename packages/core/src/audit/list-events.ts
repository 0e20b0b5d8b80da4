import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import { DEFAULT_LIMIT } from '../value/schema.ts'
import { type AuditContract, EventPage, ListEvents } from './contract.ts'
import { expectAuditRight } from './list-denials.ts'

const { query } = forContract<AuditContract>()

export const events = query({
  route: 'GET /audit/events',
  summary: 'Every event of the desk after a position, in the order of commits.',
  permission: 'audit.read',
  audience: 'staff',
  input: ListEvents,
  output: EventPage,
  async run(work, { after = 0, limit = DEFAULT_LIMIT }) {
    const context = contextOf(work)
    expectAuditRight(context)
    const rows = await context.unit.db
      .selectFrom('event')
      .selectAll()
      .where('position', '>', after)
      .orderBy('position')
      .limit(limit)
      .execute()
    const items = rows.flatMap(({ position, ...row }) =>
      position === null
        ? []
        : [
            {
              id: row.id,
              position,
              event: row.name,
              subject: { kind: row.subject_kind, id: row.subject_id },
              version: row.subject_version,
              actor: { kind: row.actor_kind, id: row.actor_id, acting: row.acting },
              cause: row.cause_id,
              onBehalfOf: row.on_behalf_of,
              payload: row.payload_json as Readonly<Record<string, unknown>>,
              at: row.occurred_at,
            },
          ],
    )
    return { items, lastPosition: items.at(-1)?.position ?? after }
  },
})
