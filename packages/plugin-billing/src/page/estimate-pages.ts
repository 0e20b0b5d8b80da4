import { type Html, isDeskError, type PageBody, type PageView } from '@deskwright/core'
import {
  badge,
  banner,
  button,
  confirm,
  emptyState,
  field,
  html,
  link,
  list,
  type Row,
  section,
  type Tone,
  table,
  tabs,
  userText,
} from '@deskwright/page'
import type { Estimate } from '../estimate/schemas.ts'
import { cursorIn, type Desk, isolated, money, PAGE, type Page, pagesOf, thousandths, word } from './page.ts'
import { titleOf } from './texts.ts'

const tones: Readonly<Record<Estimate['state'], Tone>> = {
  draft: 'plain',
  offered: 'wait',
  approved: 'good',
  refused: 'bad',
  expired: 'plain',
  withdrawn: 'plain',
}
export const estimateRow = (view: PageView, estimate: Estimate): Row => ({
  href: view.href(`/billing/estimates/${estimate.id}`),
  title: word(view, 'estimate', { number: isolated(estimate.number) }),
  badge: badge(word(view, `state_${estimate.state}`), tones[estimate.state]),
  facts: [
    money(view, estimate.totalMinor, estimate.currency),
    estimate.state === 'offered' &&
      estimate.validUntil !== null &&
      word(view, 'valid_until', { day: view.formats.day(estimate.validUntil) }),
  ],
})

export const estimatesPage: Page = {
  path: '/billing/estimates',
  title: titleOf('estimates'),
  audience: 'customer',
  permission: 'billing.estimate_approve',
  slot: 'page',
  nav: { order: 50 },
  async render(desk, view) {
    const isAll = view.query.get('state') === 'all'
    const { items, nextCursor } = await desk.billing.allEstimates({
      limit: PAGE,
      ...(isAll ? {} : { state: 'offered' }),
      ...cursorIn(view),
    })
    const all = view.href('/billing/estimates', { state: 'all' })
    const waiting = view.href('/billing/estimates')
    return html`<div class="dw-title"><h1>${word(view, 'estimates')}</h1></div>${tabs(
      [
        { href: waiting, text: word(view, 'waiting'), isCurrent: !isAll },
        { href: all, text: word(view, 'all'), isCurrent: isAll },
      ],
      word(view, 'views'),
    )}${
      items.length
        ? list(items.map((estimate) => estimateRow(view, estimate)))
        : emptyState({ title: word(view, 'no_estimates'), text: word(view, 'no_estimates_text') })
    }${pagesOf(view, isAll ? all : waiting, nextCursor)}`
  },
}

/** One offer, decided on as a whole, and only as it was read. */
export const estimatePage: Page = {
  path: '/billing/estimates/:estimateId',
  title: titleOf('estimates'),
  audience: 'customer',
  permission: 'billing.estimate_approve',
  slot: 'page',
  render: (desk, view) => drawn(desk, view),
  async act(desk, form) {
    const estimateId = form.parameters['estimateId'] ?? ''
    const revision = Number(form.fields.get('revision')?.[0] ?? '')
    const goTo = `/billing/estimates/${estimateId}` as const
    try {
      if (form.fields.get('decision')?.[0] === 'approve') {
        await desk.billing.approveEstimate({ estimateId, revision })
        return { goTo, said: word(form, 'approved') }
      }
      const reason = form.fields.get('reason')?.[0]?.replaceAll(/\s+/g, ' ').trim() ?? ''
      if (!reason) return await drawn(desk, form, 'reason_missing')
      await desk.billing.refuseEstimate({ estimateId, revision, reason: reason.slice(0, 300) })
      return { goTo, said: word(form, 'refused') }
    } catch (error) {
      // Sent twice, or decided by somebody else meanwhile: the page says how it stands.
      if (isDeskError(error) && error.code === 'billing.estimate_state') return { goTo }
      if (isDeskError(error) && error.code === 'billing.estimate_changed') return drawn(desk, form, 'changed')
      throw error
    }
  },
}

async function drawn(desk: Desk, view: PageView, fault?: 'changed' | 'reason_missing'): Promise<PageBody> {
  const estimate = await desk.billing.estimate({ estimateId: view.parameters['estimateId'] ?? '' })
  const title = word(view, 'estimate', { number: isolated(estimate.number) })
  const refusal = estimate.state === 'refused' ? estimate.offers.find(({ outcome }) => outcome === 'refused')?.refusal : null
  const body = html`<div class="dw-title"><p class="dw-over">${link(view.href('/billing/estimates'), word(view, 'estimates'))}${link(view.href(`/requests/${estimate.ticketId}`), word(view, 'request'))}</p><h1>${title}</h1><p class="dw-over">${badge(word(view, `state_${estimate.state}`), tones[estimate.state])}${
    estimate.validUntil !== null &&
    estimate.state === 'offered' &&
    html`<span>${word(view, 'valid_until', { day: view.formats.day(estimate.validUntil) })}</span>`
  }</p></div>
${fault === 'changed' && banner(word(view, 'changed'), 'wait')}
${estimate.note !== null && html`<div class="dw-card dw-body">${userText(estimate.note)}</div>`}
${linesOf(view, estimate)}${refusal && banner(word(view, 'refused_because', { reason: isolated(refusal) }), 'plain')}${estimate.state === 'offered' && (estimate.mayDecide ? decision() : banner(word(view, 'beyond'), 'plain'))}`
  return { title, body }

  function decision(): Html {
    const hidden = html`${view.formFields}<input type="hidden" name="revision" value="${String(estimate.revision)}">`
    const address = view.href(`/billing/estimates/${estimate.id}`)
    return html`<div class="dw-actions"><form method="post" action="${address}">${hidden}${button({ text: word(view, 'approve'), name: 'decision', value: 'approve' })}</form>${confirm(
      {
        text: word(view, 'refuse'),
        isOpen: fault === 'reason_missing',
        body: html`<form class="dw-form" method="post" action="${address}">${hidden}${field({
          kind: 'line',
          name: 'reason',
          label: word(view, 'reason'),
          isRequired: true,
          maxLength: 300,
          fault: fault === 'reason_missing' ? word(view, 'reason_missing') : undefined,
        })}<p class="dw-actions">${button({ text: word(view, 'refuse'), kind: 'second', name: 'decision', value: 'refuse' })}</p></form>`,
      },
    )}</div>`
  }
}

const linesOf = (view: PageView, { lines, totalMinor, currency }: Estimate): Html =>
  section({
    title: word(view, 'lines'),
    body: html`<div class="dw-card">${table({
      caption: word(view, 'lines'),
      columns: [word(view, 'what'), word(view, 'quantity'), word(view, 'price'), word(view, 'amount')],
      rows: lines.map(({ name, quantity, unit, priceMinor, amountMinor, isBillable }) => [
        html`<bdi>${name}</bdi>`,
        html`${thousandths(view, quantity)} <bdi>${unit}</bdi>`,
        money(view, priceMinor, currency),
        isBillable ? money(view, amountMinor, currency) : word(view, 'free'),
      ]),
    })}<p class="dw-total"><span>${word(view, 'total')}</span><strong>${money(view, totalMinor, currency)}</strong></p></div>`,
  })
