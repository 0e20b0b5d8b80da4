import type { ErrorTable } from './define-errors.ts'

/** Requests that the desk sends to addresses which somebody gave. Append-only. */
export const outgoingErrors = {
  'outgoing.address_refused': [
    422,
    'The address {host} leads into a network that nothing is sent to from here. Give a public address, or have the operator allow the network.',
  ],
  'outgoing.bad_address': [
    422,
    'Nothing can be sent to this address: {reason}. Give a whole one that begins with https:// or http://, without a name and a password in it.',
  ],
  'outgoing.bad_option': [500, "The option '{option}' of outgoing requests can't be {value}. Use {expected}."],
  'outgoing.not_reached': [
    502,
    'There is no whole answer from {host} ({fault}). Look whether the address is right and the server is up.',
    { retryable: true },
  ],
  'outgoing.too_late': [
    504,
    '{host} has not answered within {ms} ms. Look whether it is up, and have it answer sooner.',
    { retryable: true },
  ],
  'outgoing.too_many_redirects': [502, '{host} sends requests on more than {count} times. Give the address that they end at.'],
  'outgoing.unknown_host': [
    502,
    'There is no server by the name {host}. Correct the address, or look after the name.',
    { retryable: true },
  ],
} as const satisfies ErrorTable
