import { buttonLink, emptyState, html, list, type Row, section } from '@deskwright/page'
import type { Context, PortalPage } from '../shell/context.ts'
import { askForm } from './enter.ts'
import { typeChoices } from './new-choice.ts'
import { numberText, requestRow, statusBadge, waitsForCustomer } from './rows.ts'

/** Everybody's own are asked for; a handful of each is enough for a first page. */
const MOST = 5

/** What waits for the reader, what is open, and the way to ask for something. */
export const home: PortalPage = {
  path: '/',
  title: 'portal.nav.home',
  nav: 0,
  isPublic: true,
  async show(context) {
    const { desk, view, words, me } = context
    if (!me)
      return html`<div class="dw-title"><h1>${words('portal.home.hello_nobody')}</h1></div>${context.entry && html`<div class="dw-narrow">${askForm(context)}</div>`}${await context.panels('home_panel', {})}`
    const [waiting, open, choices, panels] = await Promise.all([
      waitingRows(context),
      desk.tickets.list({ requesterId: 'me', open: true, limit: MOST + 1, sort: 'updated' }),
      typeChoices(context),
      context.panels('home_panel', {}),
    ])
    const shown = open.items.slice(0, MOST)
    return html`<div class="dw-title"><h1>${words('portal.home.hello', { name: me.person.name })}</h1><p class="dw-lead">${words('portal.home.lead')}</p></div>
${waiting.length > 0 && section({ title: words('portal.home.waiting'), body: list(waiting) })}${panels}
${section({
  title: words('portal.home.open'),
  more: html`<a href="${view.href('/requests')}">${words('portal.home.all')}</a>`,
  body: shown.length
    ? list(shown.map((request) => requestRow(context, request)))
    : emptyState({
        title: words('portal.home.none'),
        text: words('portal.home.none_text'),
        action: buttonLink(view.href('/new'), words('portal.nav.new')),
      }),
})}
${section({ title: words('portal.home.ask'), body: choices })}`
  },
}

/** An answer, a word on the solution, an approval: each at most a handful, the oldest of them have waited longest. */
async function waitingRows(context: Context): Promise<Row[]> {
  const { desk, view, words } = context
  const [asked, solved, approvals] = await Promise.all([
    desk.tickets.list({ requesterId: 'me', category: ['waiting'], waitingOn: 'customer', limit: MOST }),
    desk.tickets.list({ requesterId: 'me', category: ['resolved'], limit: MOST }),
    desk.approvals.mine({ limit: MOST }),
  ])
  return [
    ...approvals.items.map((approval) => ({
      href: view.href(`/approvals/${approval.id}`),
      title: approval.question,
      facts: [words('portal.home.approve'), numberText(approval.ticket.number)],
    })),
    ...asked.items.filter(waitsForCustomer).map((request) => ({
      href: view.href(`/requests/${request.id}`),
      title: request.subject,
      badge: statusBadge(request),
      facts: [words('portal.home.answer'), numberText(request.number)],
    })),
    ...solved.items.map((request) => ({
      href: view.href(`/requests/${request.id}`),
      title: request.subject,
      badge: statusBadge(request),
      facts: [words('portal.home.confirm'), numberText(request.number)],
    })),
  ]
}
