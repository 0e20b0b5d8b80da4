import type { AfterHandler } from '../hook/registered-handler.ts'
import type { OperationsOf } from '../plugin/plugin-spec.ts'
import type { NotificationsService } from './contract.ts'
import { list, read, unread } from './inbox.ts'
import { preferences, savePreference } from './preferences.ts'
import { toldEvents } from './recipients.ts'
import { tell } from './tell.ts'

export const notificationOperations = { list, unread, read, preferences, savePreference, tell } satisfies OperationsOf<NotificationsService>

/** Delivered, tried again and replayed as any handler's: `core/notify`. */
export const notifyHandler: AfterHandler = {
  phase: 'after',
  owner: 'core',
  name: 'notify',
  events: toldEvents,
  run: async ({ id }: { id: string }, services: { notifications: NotificationsService }) => {
    await services.notifications.tell({ eventId: id })
  },
}
