import type { ErrorTable } from './define-errors.ts'

export const liveErrors = {
  'live.no_person': [422, 'Only people are at tickets; a program is nowhere. Call as a person.'],
  'live.too_many_streams': [
    429,
    'This person has {count} streams open in this process already. Close one that nobody reads, or share one between the windows of a browser.',
  ],
  'live.too_slow': [408, 'This stream was not read for too long and was ended. Connect again with the id of the last event that arrived.'],
  'live.closed': [503, 'The desk is being closed. Connect again in a moment.', { retryable: true }],
} as const satisfies ErrorTable
