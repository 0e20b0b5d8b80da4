import type { Bytes } from '../operation/operation.ts'
import type { AnnouncePresence, FollowTickets, LeavePresence, PresenceOf, PresenceView } from './schemas.ts'
import type { LiveTables } from './tables.ts'

export interface LiveService {
  /** What happens on the tickets in the caller's scope, as server-sent events, until somebody ends it. */
  stream(input: FollowTickets): Promise<Bytes>
  /** Says that the caller looks at a ticket (again within 45 s) or writes on it (again within 20 s). Answers who else does. */
  announce(input: AnnouncePresence): Promise<PresenceView>
  /** The caller is no longer at the ticket, or one of their windows is not. */
  leave(input: LeavePresence): Promise<PresenceView>
  /** Who is at a ticket. */
  presence(input: PresenceOf): Promise<PresenceView>
}

export interface LiveContract {
  id: 'live'
  service: LiveService
  tables: LiveTables
}
