import type { ErrorTable } from './define-errors.ts'

export const notificationErrors = {
  'notification.no_person': [422, 'Only people have preferences. Call as a person.'],
  'notification.unknown_event': [422, "Nobody is told of '{event}' as '{reason}'. There are: {known}."],
  'notification.unknown_channel': [422, "There is no channel '{channel}'. There are: {known}."],
} as const satisfies ErrorTable
