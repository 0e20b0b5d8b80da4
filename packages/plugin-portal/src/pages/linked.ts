import { isDeskError } from '@deskwright/core'
import { banner, buttonLink, html } from '@deskwright/page'
import { portalError } from '../errors.ts'
import type { PortalPage } from '../shell/context.ts'
import { conversation, conversationOf } from './conversation.ts'
import { numberText, statusBadge } from './rows.ts'

/** One request for whoever has its link: to read, and nothing beside it. */
export const linked: PortalPage = {
  path: '/t/:secret',
  title: 'portal.nav.requests',
  isPublic: true,
  async show(context) {
    const { entry, view, words } = context
    if (!entry) throw portalError('portal.no_page')
    const { ticketId, personId, companyId } = await entry.portal
      .linkedTicket({ secret: view.parameters['secret'] ?? '' })
      // No longer good, or never: as a page that is not there.
      .catch((error: unknown) => Promise.reject(isDeskError(error) && error.status < 500 ? portalError('portal.no_page') : error))
    const desk = entry.as(personId, companyId)
    const ticket = await desk.tickets.get({ ticketId }).catch((error: unknown) =>
      // Whoever was let out of it since then is not let in by a link.
      Promise.reject(isDeskError(error) && error.status < 500 ? portalError('portal.no_page') : error),
    )
    const entries = await conversationOf({ desk }, ticketId)
    const title = `${numberText(ticket.number)} ${ticket.subject}`
    const body = html`<div class="dw-narrow"><div class="dw-title"><p class="dw-over"><span>${numberText(ticket.number)}</span></p><h1 dir="auto">${ticket.subject}</h1><p class="dw-over">${statusBadge(ticket)}<span>${words('portal.updated', { at: view.formats.dateTime(ticket.updatedAt) })}</span></p></div>
${banner(words('portal.linked.note'), 'plain')}
${conversation({ view, words, me: null }, null, entries)}
<p class="dw-actions">${buttonLink(view.href(`/requests/${ticketId}`), words('portal.request.reply'), 'second')}</p></div>`
    return { title, body }
  },
}
