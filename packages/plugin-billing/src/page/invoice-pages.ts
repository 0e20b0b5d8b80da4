import type { Html, PageView } from '@deskwright/core'
import { badge, buttonLink, definitions, emptyState, html, link, list, type Part, type Row, section, table, tabs } from '@deskwright/page'
import { addDays } from '../contract/periods.ts'
import type { Invoice, InvoiceHead } from '../invoice/schemas.ts'
import { cursorIn, duration, isolated, money, PAGE, type Page, pagesOf, thousandths, word } from './page.ts'
import { titleOf } from './texts.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const stateOf = (view: PageView, { kind, state, openMinor }: InvoiceHead): Html | undefined =>
  kind === 'credit_note' ? undefined : badge(word(view, `state_${openMinor === 0 ? 'paid' : state}`), openMinor === 0 ? 'good' : 'wait')
const nameOf = (view: PageView, { kind, number }: InvoiceHead): string =>
  word(view, kind === 'invoice' ? 'invoice' : 'credit_note', { number: isolated(number) })

export function invoiceRow(view: PageView, head: InvoiceHead): Row {
  const state = stateOf(view, head)
  return {
    href: view.href(`/billing/invoices/${head.id}`),
    title: nameOf(view, head),
    ...(state === undefined ? {} : { badge: state }),
    facts: [
      money(view, head.grossMinor, head.currency),
      word(view, 'issued_on', { day: view.formats.day(head.issuedOn) }),
      head.openMinor > 0 && word(view, 'due_on', { day: view.formats.day(head.dueOn) }),
    ],
  }
}

export const invoicesPage: Page = {
  path: '/billing/invoices',
  title: titleOf('invoices'),
  audience: 'customer',
  permission: 'billing.invoice_see',
  slot: 'page',
  nav: { order: 60 },
  async render(desk, view) {
    const isOpen = view.query.get('state') === 'open'
    const asked = view.query.get('contract') ?? ''
    const contractId = uuid.test(asked) ? asked : undefined
    const at = (open: boolean) => view.href('/billing/invoices', { state: open ? 'open' : undefined, contract: contractId })
    const { items, nextCursor } = await desk.billing.invoices({
      limit: PAGE,
      ...(isOpen ? { isOpen } : {}),
      ...(contractId === undefined ? {} : { contractId }),
      ...cursorIn(view),
    })
    return html`<div class="dw-title"><h1>${word(view, 'invoices')}</h1></div>${tabs(
      [
        { href: at(false), text: word(view, 'all'), isCurrent: !isOpen },
        { href: at(true), text: word(view, 'to_pay'), isCurrent: isOpen },
      ],
      word(view, 'views'),
    )}${
      items.length
        ? list(items.map((head) => invoiceRow(view, head)))
        : emptyState({ title: word(view, 'no_invoices'), text: word(view, 'no_invoices_text') })
    }${pagesOf(view, at(isOpen), nextCursor)}`
  },
}

export const invoicePage: Page = {
  path: '/billing/invoices/:invoiceId',
  title: titleOf('invoices'),
  audience: 'customer',
  permission: 'billing.invoice_see',
  slot: 'page',
  async render(desk, view) {
    const invoice = await desk.billing.invoice({ invoiceId: view.parameters['invoiceId'] ?? '' })
    const { currency, correctsId, reason } = invoice
    const title = nameOf(view, invoice)
    const sum = (key: Parameters<typeof word>[1], minor: number): readonly [string, Part] => [word(view, key), money(view, minor, currency)]
    const sums: (readonly [string, Part])[] = [
      sum('net', invoice.netMinor),
      sum('tax', invoice.taxMinor),
      sum('total', invoice.grossMinor),
      ...(invoice.kind === 'credit_note'
        ? []
        : [
            ...(invoice.paidMinor ? [sum('paid', invoice.paidMinor)] : []),
            ...(invoice.creditedMinor ? [sum('credited', invoice.creditedMinor)] : []),
            sum('open', invoice.openMinor),
          ]),
    ]
    const body = html`<div class="dw-title"><p class="dw-over">${link(view.href('/billing/invoices'), word(view, 'invoices'))}</p><h1>${title}</h1><p class="dw-over">${stateOf(view, invoice)}<span>${word(view, 'issued_on', { day: view.formats.day(invoice.issuedOn) })}</span>${
      invoice.openMinor > 0 && html`<span>${word(view, 'due_on', { day: view.formats.day(invoice.dueOn) })}</span>`
    }</p></div>
${correctsId !== null && html`<p>${link(view.href(`/billing/invoices/${correctsId}`), word(view, 'corrects'))}${reason !== null && html`: <bdi>${reason}</bdi>`}</p>`}
<div class="dw-two"><div class="dw-main">${linesOf(view, invoice)}</div><aside class="dw-side" aria-label="${word(view, 'total')}">${section({ title: word(view, 'total'), body: definitions(sums) })}<p>${buttonLink(view.href(`/billing/invoices/${invoice.id}/pdf`), word(view, 'pdf'), 'second')}</p></aside></div>`
    return { title, body }
  },
}

/** The document itself, for whoever may read the page that it is linked from. */
export const invoicePdfPage: Page = {
  path: '/billing/invoices/:invoiceId/pdf',
  title: titleOf('invoices'),
  audience: 'customer',
  permission: 'billing.invoice_see',
  slot: 'page',
  render: async (desk, view) => ({ file: await desk.billing.invoicePdf({ invoiceId: view.parameters['invoiceId'] ?? '' }) }),
}

function linesOf(view: PageView, { lines, currency, from, until }: Invoice): Html {
  const isWhole = from < until
  return section({
    title: word(view, 'lines'),
    body: html`${isWhole && html`<p class="dw-hint">${word(view, 'period', { from: view.formats.day(from), to: view.formats.day(addDays(until, -1)) })}</p>`}<div class="dw-card">${table(
      {
        caption: word(view, 'lines'),
        columns: [word(view, 'what'), word(view, 'quantity'), word(view, 'price'), word(view, 'amount')],
        rows: lines.map((line) => [
          html`<bdi>${line.description}</bdi>${(line.basis === 'included' || line.basis === 'rollover') && html` <span class="dw-hint">${word(view, 'included')}</span>`}${line.kind === 'fee' && html` <span class="dw-hint">${word(view, 'period', { from: view.formats.day(line.from), to: view.formats.day(addDays(line.until, -1)) })}</span>`}`,
          line.minutes !== null ? duration(view, line.minutes) : html`${thousandths(view, line.quantity ?? 1000)} <bdi>${line.unit}</bdi>`,
          money(view, line.rateMinor, currency),
          money(view, line.amountMinor, currency),
        ]),
      },
    )}</div>`,
  })
}
