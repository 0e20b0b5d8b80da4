import { createHash } from 'node:crypto'
import type { ChannelDelivery } from '@deskwright/core'

export interface Thread {
  readonly messageId: string
  readonly inReplyTo: string
  readonly references: readonly string[]
}

/**
 * A mail is recognised by its delivery, however often it is sent; a thread by ticket and recipient. The thread begins with a mail that never
 * was, so that it holds together whichever mails of it somebody has.
 */
export function threadOf({ id, recipient, ticket, earlier }: ChannelDelivery, domain: string): Thread {
  const idOf = (name: string): string => `<${name}@${domain}>`
  const whose = createHash('sha256').update(`${ticket.id}\0${recipient.id}\0${recipient.acting}`).digest('hex').slice(0, 32)
  const references = [idOf(`thread.${whose}`), ...earlier.map(idOf)]
  return { messageId: idOf(id), inReplyTo: references.at(-1) ?? '', references }
}
