import type {
  ListNotifications,
  NotificationPage,
  Preferences,
  ReadNotifications,
  SavePreference,
  ToldPeople,
  UnreadCount,
} from './schemas.ts'
import type { NotificationTables } from './tables.ts'

export interface NotificationsService {
  /** What the caller was told in the capacity of this call, newest first; of tickets that they may still see. */
  list(input: ListNotifications): Promise<NotificationPage>
  unread(): Promise<UnreadCount>
  /** Marks as read. */
  read(input: ReadNotifications): Promise<UnreadCount>
  preferences(): Promise<Preferences>
  /** Whether the caller is told for a reason by a channel. Throws `notification.unknown_channel`. */
  savePreference(input: SavePreference): Promise<Preferences>
  /** For the desk's own handler alone. */
  tell(input: { eventId: string }): Promise<ToldPeople>
}

export interface NotificationsContract {
  id: 'notifications'
  service: NotificationsService
  tables: NotificationTables
}
