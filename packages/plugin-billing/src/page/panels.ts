import { html, link, list, section, table } from '@deskwright/page'
import { estimateRow } from './estimate-pages.ts'
import { invoiceRow } from './invoice-pages.ts'
import { duration, type Page, word } from './page.ts'
import { titleOf } from './texts.ts'

const MOST = 5

/** On the first page: what nobody but the reader's company can decide. */
export const waitingPanel: Page = {
  path: '/billing/waiting',
  title: titleOf('waits'),
  audience: 'customer',
  permission: 'billing.estimate_approve',
  slot: 'home_panel',
  async render(desk, view) {
    const { items } = await desk.billing.allEstimates({ state: 'offered', limit: MOST })
    const waiting = items.filter(({ mayDecide }) => mayDecide)
    if (!waiting.length) return null
    return section({
      title: word(view, 'waits'),
      more: link(view.href('/billing/estimates'), word(view, 'estimates')),
      body: list(waiting.map((estimate) => estimateRow(view, estimate))),
    })
  },
}

export const duePanel: Page = {
  path: '/billing/due',
  title: titleOf('invoices_due'),
  audience: 'customer',
  permission: 'billing.invoice_see',
  slot: 'home_panel',
  async render(desk, view) {
    const { items } = await desk.billing.invoices({ isOpen: true, limit: MOST })
    if (!items.length) return null
    return section({
      title: word(view, 'invoices_due'),
      more: link(view.href('/billing/invoices'), word(view, 'invoices')),
      body: list(items.map((head) => invoiceRow(view, head))),
    })
  },
}

export const estimatesPanel: Page = {
  path: '/billing/estimates-on-request',
  title: titleOf('estimates'),
  audience: 'customer',
  permission: 'billing.estimate_approve',
  slot: 'ticket_panel',
  async render(desk, view) {
    const { items } = await desk.billing.estimates({ ticketId: view.parameters['ticketId'] ?? '' })
    return items.length
      ? section({ title: word(view, 'estimates'), body: list(items.map((estimate) => estimateRow(view, estimate))) })
      : null
  },
}

/** Where the contract says that the customer sees it; else there is nothing of it. */
export const timePanel: Page = {
  path: '/billing/time-on-request',
  title: titleOf('worked'),
  audience: 'customer',
  slot: 'ticket_side',
  async render(desk, view) {
    const { items } = await desk.billing.ticketTime({ ticketId: view.parameters['ticketId'] ?? '', limit: 100 })
    if (!items.length) return null
    const all = items.reduce((sum, { minutes }) => sum + minutes, 0)
    return section({
      title: word(view, 'worked'),
      body: html`${table({
        caption: word(view, 'worked'),
        columns: [word(view, 'day'), word(view, 'what'), word(view, 'time')],
        rows: items.map(({ workedOn, workKind, minutes }) => [
          view.formats.day(workedOn),
          html`<bdi>${workKind.title}</bdi>`,
          duration(view, minutes),
        ]),
      })}<p class="dw-total"><span>${word(view, 'total')}</span><strong>${duration(view, all)}</strong></p>`,
    })
  },
}
