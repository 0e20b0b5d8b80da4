import type { Html, PageView } from '@deskwright/core'
import { attributes, badge, definitions, emptyState, html, link, list, type Part, section, userWord } from '@deskwright/page'
import { addDays } from '../contract/periods.ts'
import type { Contract } from '../contract/schemas.ts'
import type { ContractLeft } from '../invoice/left-schemas.ts'
import { cursorIn, duration, money, PAGE, type Page, pagesOf, thousandths, word } from './page.ts'
import { titleOf } from './texts.ts'

export const contractsPage: Page = {
  path: '/billing/contracts',
  title: titleOf('contracts'),
  audience: 'customer',
  permission: 'billing.contract_see',
  slot: 'page',
  nav: { order: 55 },
  async render(desk, view) {
    const { items, nextCursor } = await desk.billing.contracts({ limit: PAGE, ...cursorIn(view) })
    return html`<div class="dw-title"><h1>${word(view, 'contracts')}</h1></div>${
      items.length
        ? list(
            items.map((contract) => ({
              href: view.href(`/billing/contracts/${contract.id}`),
              title: contract.name,
              facts: [html`<bdi>${contract.number}</bdi>`, termOf(view, contract)],
            })),
          )
        : emptyState({ title: word(view, 'no_contracts'), text: word(view, 'no_contracts_text') })
    }${pagesOf(view, view.href('/billing/contracts'), nextCursor)}`
  },
}

/** What is left of it in this period comes first: it is what people look for. */
export const contractPage: Page = {
  path: '/billing/contracts/:contractId',
  title: titleOf('contracts'),
  audience: 'customer',
  permission: 'billing.contract_see',
  slot: 'page',
  async render(desk, view) {
    const contractId = view.parameters['contractId'] ?? ''
    const contract = await desk.billing.contract({ contractId })
    const left = await desk.billing.contractLeft({ contractId })
    const fee = contract.terms.findLast(({ from }) => from <= left.on)?.terms.fee
    const facts: (readonly [string, Part])[] = [
      [word(view, 'number'), userWord(contract.number)],
      [word(view, 'term'), termOf(view, contract)],
      [word(view, 'renewal'), word(view, contract.isTerminated ? 'renewal_none' : `renewal_${contract.renewal}`)],
      ...(fee ? [[word(view, 'fee'), money(view, fee.minor, contract.currency)] as const] : []),
    ]
    const body = html`<div class="dw-title"><p class="dw-over">${link(view.href('/billing/contracts'), word(view, 'contracts'))}<bdi>${contract.number}</bdi></p><h1 dir="auto">${contract.name}</h1><p class="dw-over">${left.period ? badge(word(view, 'in_force'), 'good') : badge(word(view, 'not_in_force'))}</p></div>
<div class="dw-two"><div class="dw-main">${leftPart(view, left)}</div><aside class="dw-side" aria-label="${word(view, 'facts')}">${section({ title: word(view, 'facts'), body: definitions(facts) })}<p>${link(view.href('/billing/invoices', { contract: contractId }), word(view, 'its_invoices'))}</p></aside></div>`
    return { title: contract.name, body }
  },
}

const termOf = (view: PageView, { startsOn, endsOn }: Contract): string =>
  endsOn === null
    ? `${word(view, 'since', { day: view.formats.day(startsOn) })}, ${word(view, 'open_end')}`
    : word(view, 'period', { from: view.formats.day(startsOn), to: view.formats.day(addDays(endsOn, -1)) })

function leftPart(view: PageView, { period, sets, prepaid }: ContractLeft): Html {
  const bars = [
    ...sets.map(({ of, measure, quantity, rolledOver, left }) => {
      const amount = (value: number): string =>
        measure === 'minutes' ? duration(view, value) : measure === 'visits' ? view.formats.number(value) : thousandths(view, value)
      const name = of.length ? view.formats.list(of) : word(view, measure === 'visits' ? 'visits' : 'all_work')
      const hint = rolledOver ? word(view, 'rolled_over', { amount: amount(rolledOver) }) : null
      return bar(view, { name, left: amount(left), all: amount(quantity + rolledOver), share: left / (quantity + rolledOver), hint })
    }),
    ...prepaid.map(({ minutes, left, expiresOn }) =>
      bar(view, {
        name: word(view, 'prepaid'),
        left: duration(view, left),
        all: duration(view, minutes),
        share: left / minutes,
        hint: expiresOn === null ? null : word(view, 'until', { day: view.formats.day(addDays(expiresOn, -1)) }),
      }),
    ),
  ]
  const days = period && word(view, 'period', { from: view.formats.day(period.from), to: view.formats.day(addDays(period.until, -1)) })
  return section({
    title: word(view, 'left'),
    body: html`${days !== null && html`<p class="dw-hint">${days}</p>`}${
      bars.length
        ? html`<ul class="dw-bars">${bars.map((one) => html`<li class="dw-card">${one}</li>`)}</ul>`
        : emptyState({ title: word(view, 'nothing_included') })
    }`,
  })
}

interface Bar {
  readonly name: string
  readonly left: string
  readonly all: string
  /** 0 to 1. */
  readonly share: number
  readonly hint: string | null
}
const bar = (view: PageView, { name, left, all, share, hint }: Bar): Html =>
  html`<p class="dw-bar-name"><strong dir="auto">${name}</strong><span>${share > 0 ? word(view, 'left_of', { left, all }) : word(view, 'used_up')}</span></p><meter ${attributes({ min: 0, max: 100, value: Math.round(share * 100), 'aria-label': `${name}: ${word(view, 'left_of', { left, all })}` })}></meter>${hint !== null && html`<p class="dw-hint">${hint}</p>`}`
