import type { ErrorTable } from './define-errors.ts'

export const notificationErrors = {
  'notification.no_person': [422, 'Only people have preferences. Call as a person.'],
  'notification.unknown_event': [422, "Nobody is told of '{event}' as '{reason}'. There are: {known}."],
  'notification.unknown_channel': [422, "There is no channel '{channel}'. There are: {known}."],
  'notification.no_letters': [503, 'There is no way to send a letter. Install a plugin with a channel that brings letters, such as mail.'],
} as const satisfies ErrorTable
