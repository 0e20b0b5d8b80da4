import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { Id, Instant, NextCursor, nullable, OpenObject, pageInput } from '../value/schema.ts'

const AuditEntry = Type.Object(
  {
    id: Id,
    kind: Type.String(),
    actor: Type.Object({ kind: Type.String(), id: Type.String(), acting: Type.String() }),
    operation: Type.String(),
    subjectId: nullable(Type.String()),
    code: Type.String(),
    /** The same denial of the same actor is counted, not repeated. */
    count: Type.Integer({ minimum: 1 }),
    at: Instant,
  },
  { title: 'AuditEntry' },
)
export const ListAudit = Type.Object({ ...pageInput })
export interface ListAudit extends Static<typeof ListAudit> {}
export const AuditPage = Type.Object({ items: Type.Array(AuditEntry), nextCursor: NextCursor }, { title: 'AuditPage' })
export interface AuditPage extends Static<typeof AuditPage> {}

const EventView = Type.Object(
  {
    id: Id,
    position: Type.Integer(),
    event: Type.String(),
    subject: Type.Object({ kind: Type.String(), id: Type.String() }),
    version: nullable(Type.Integer()),
    actor: Type.Object({ kind: Type.String(), id: Type.String(), acting: Type.String() }),
    /** Event whose handler made this one. */
    cause: nullable(Id),
    /** In whose call a plugin acted as itself: kind and id. */
    onBehalfOf: nullable(Type.String()),
    payload: OpenObject,
    at: Instant,
  },
  { title: 'Event' },
)
export const ListEvents = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  /** Position after which to go on; 0 is the beginning. */
  after: Type.Optional(Type.Integer({ minimum: 0 })),
})
export interface ListEvents extends Static<typeof ListEvents> {}
export const EventPage = Type.Object({ items: Type.Array(EventView), lastPosition: Type.Integer() }, { title: 'EventPage' })
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
