import { badge, type Row, type Tone } from '@deskwright/page'
import type { PortalDesk } from '../kit.ts'
import type { Context } from '../shell/context.ts'

/** As people say it, in one piece in both directions. */
export const numberText = (number: number): string => `\u2066#${number}\u2069`

export type Request = Awaited<ReturnType<PortalDesk['tickets']['get']>>

const tones: Readonly<Record<Request['category'], Tone>> = {
  new: 'info',
  open: 'info',
  waiting: 'plain',
  resolved: 'good',
  closed: 'plain',
}

/** It is the reader's turn: the house waits for their answer. */
export const waitsForCustomer = ({ category, waitingOn }: Request): boolean => category === 'waiting' && waitingOn === 'customer'

/** In the reader's words: internal moves have none of their own. */
export const statusBadge = (request: Request) => badge(request.statusTitle, waitsForCustomer(request) ? 'wait' : tones[request.category])

export const requestRow = ({ view, words }: Context, request: Request, withRequester = false): Row => ({
  href: view.href(`/requests/${request.id}`),
  title: request.subject,
  badge: statusBadge(request),
  facts: [
    numberText(request.number),
    request.typeTitle,
    withRequester && request.requester.name,
    words('portal.updated', { at: view.formats.dateTime(request.updatedAt) }),
  ],
})
