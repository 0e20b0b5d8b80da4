import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { about, Id, Instant, NextCursor, nullable, OpenObject, pageInput } from '../value/schema.ts'

const AuditEntry = Type.Object(
  {
    id: Id,
    kind: about(Type.String(), '`denied` or `read`'),
    actor: about(
      Type.Object({
        kind: about(Type.String(), '`person`, `plugin` or `system`'),
        id: about(Type.String(), 'Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know'),
        acting: about(Type.String(), 'In which capacity: `staff` or `customer`'),
      }),
      'Who did it',
    ),
    operation: about(Type.String(), 'What was called, such as `tickets.get`'),
    subjectId: about(nullable(Type.String()), 'What it was called for; null: nothing in particular'),
    code: about(Type.String(), 'Code of the refusal'),
    count: about(Type.Integer({ minimum: 1 }), 'The same denial of the same actor is counted, not repeated'),
    at: Instant,
  },
  { title: 'AuditEntry' },
)
export const ListAudit = Type.Object({ ...pageInput })
export interface ListAudit extends Static<typeof ListAudit> {}
export const AuditPage = Type.Object(
  { items: about(Type.Array(AuditEntry), 'What is on this page'), nextCursor: NextCursor },
  { title: 'AuditPage' },
)
export interface AuditPage extends Static<typeof AuditPage> {}

const EventView = Type.Object(
  {
    id: Id,
    position: about(Type.Integer(), 'Place in the order of commits: what to go on after'),
    event: about(Type.String(), 'Its name, such as `ticket.replied`'),
    subject: about(
      Type.Object({ kind: about(Type.String(), 'What it is about, such as `ticket`'), id: about(Type.String(), 'Of what it is about') }),
      'What it happened to',
    ),
    version: about(nullable(Type.Integer()), 'Version of the subject after it; null: it has none'),
    actor: about(
      Type.Object({
        kind: about(Type.String(), '`person`, `plugin` or `system`'),
        id: about(Type.String(), 'Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know'),
        acting: about(Type.String(), 'In which capacity: `staff` or `customer`'),
      }),
      'Who did it',
    ),
    cause: about(nullable(Id), 'Event whose handler made this one; null: none did'),
    onBehalfOf: about(nullable(Type.String()), 'In whose call a plugin acted as itself, as kind and id; null: in nobody’s'),
    payload: about(OpenObject, 'Ids and codes, as the event declares them'),
    at: Instant,
  },
  { title: 'Event' },
)
export const ListEvents = Type.Object({
  limit: Type.Optional(about(Type.Integer({ minimum: 1, maximum: 200 }), 'Events at most; 50 unless told')),
  after: Type.Optional(about(Type.Integer({ minimum: 0 }), 'Position after which to go on; 0 is the beginning')),
})
export interface ListEvents extends Static<typeof ListEvents> {}
export const EventPage = Type.Object(
  {
    items: about(Type.Array(EventView), 'In the order of commits'),
    lastPosition: about(Type.Integer(), 'What to give as `after` next time'),
  },
  { title: 'EventPage' },
)
export interface EventPage extends Static<typeof EventPage> {}

export interface AuditService {
  /** Denials and audited reads, newest first. */
  denials(input: ListAudit): Promise<AuditPage>
  /** Every event of the desk in the order of commits: the log to follow for other systems. */
  events(input: ListEvents): Promise<EventPage>
}
export interface AuditContract {
  id: 'audit'
  service: AuditService
  permissions: 'audit.read'
  tables: CoreTables
}
