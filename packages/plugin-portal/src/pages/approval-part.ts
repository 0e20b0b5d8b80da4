import type { Html } from '@deskwright/core'
import { isDeskError } from '@deskwright/core'
import { badge, banner, button, buttonLink, definitions, field, html, type Tone, userText, userWord } from '@deskwright/page'
import type { PortalDesk } from '../kit.ts'
import type { Context, PortalPage } from '../shell/context.ts'
import { faultsOf } from './faults.ts'
import { numberText } from './rows.ts'

type Approval = Awaited<ReturnType<PortalDesk['approvals']['get']>>

const stateOf = ({ words }: Pick<Context, 'words'>, { state }: Approval): { text: string; tone: Tone } => {
  if (state === 'pending') return { text: words('portal.approval.pending'), tone: 'wait' }
  if (state === 'accepted') return { text: words('portal.approval.accepted'), tone: 'good' }
  if (state === 'refused') return { text: words('portal.approval.refused'), tone: 'bad' }
  return { text: words('portal.approval.over'), tone: 'plain' }
}

/** Approvals of a request that concern the reader. */
export function approvalsPart(context: Context, approvals: readonly Approval[]): Html | null {
  const { view, words } = context
  if (!approvals.length) return null
  return html`<section class="dw-section"><h2>${words('portal.request.approvals')}</h2>${approvals.map((approval) => {
    const { text, tone } = stateOf(context, approval)
    return html`<div class="dw-card"><p class="dw-over">${badge(text, tone)}${amountOf(context, approval)}</p><p dir="auto">${approval.question}</p>${
      approval.awaitsMe &&
      html`<p class="dw-actions">${buttonLink(view.href(`/approvals/${approval.id}`), words('portal.home.approve'))}</p>`
    }</div>`
  })}</section>`
}

function amountOf({ view, words }: Pick<Context, 'view' | 'words'>, { amount }: Approval): Html | null {
  if (!amount) return null
  const format = new Intl.NumberFormat(view.language, { style: 'currency', currency: amount.currency })
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2
  return html`<span>${words('portal.request.amount')}: <bdi>${format.format(amount.minor / 10 ** decimals)}</bdi></span>`
}

/** What the reader is asked to approve, whether they see the request or not: one approves exactly what is shown. */
export const approval: PortalPage = {
  path: '/approvals/:approvalId',
  title: 'portal.request.approvals',
  show: (context) => drawn(context),
  async act(context, { fields }) {
    const { once, view, words } = context
    const comment = fields.get('comment')?.[0]?.replaceAll('\r\n', '\n').trim() ?? ''
    try {
      await once.approvals.vote({
        approvalId: view.parameters['approvalId'] ?? '',
        vote: fields.get('vote')?.[0] === 'accepted' ? 'accepted' : 'refused',
        contentHash: fields.get('contentHash')?.[0] ?? '',
        ...(comment ? { comment } : {}),
      })
    } catch (error) {
      if (!isDeskError(error) || error.status >= 500 || error.status === 404) throw error
      return drawn(context, { said: faultsOf(context, error).said, comment })
    }
    return { goTo: '/', said: words('portal.request.voted') }
  },
}

async function drawn(context: Context, tried?: { readonly said: string; readonly comment: string }): Promise<Html> {
  const { desk, view, words } = context
  const found = await desk.approvals.get({ approvalId: view.parameters['approvalId'] ?? '' })
  const { items } = await desk.types.list()
  const { text, tone } = stateOf(context, found)
  return html`<div class="dw-narrow"><div class="dw-title"><p class="dw-over">${numberText(found.ticket.number)}${badge(text, tone)}${amountOf(context, found)}</p><h1 dir="auto">${found.question}</h1></div>
${tried && banner(html`<span dir="auto">${tried.said}</span>`, 'bad')}
<section class="dw-card">${content(context, typed(found.content, items))}</section>
${
  found.awaitsMe &&
  html`<form class="dw-form dw-card" method="post" action="${view.href(`/approvals/${found.id}`)}">${view.formFields}<input type="hidden" name="contentHash" value="${found.contentHash}">${field(
    {
      kind: 'text',
      name: 'comment',
      label: words('portal.request.comment'),
      hint: words('portal.request.comment_hint'),
      optionalWord: words('portal.form.optional'),
      value: tried?.comment,
      rows: 3,
      maxLength: 100_000,
    },
  )}<p class="dw-actions">${button({ text: words('portal.request.yes'), name: 'vote', value: 'accepted' })}${button({ text: words('portal.request.no'), kind: 'second', name: 'vote', value: 'refused' })}</p></form>`
}</div>`
}

/** Whatever is to be approved, as names and values: plugins that ask have pages of their own for more. */
function content({ words }: Pick<Context, 'words'>, value: unknown): Html {
  if (Array.isArray(value)) return html`<ul>${value.map((one: unknown) => html`<li>${content({ words }, one)}</li>`)}</ul>`
  if (isObject(value)) {
    // Of a request it is what its form has asked for, in the same words.
    const known: Readonly<Record<string, string>> = {
      type: words('portal.request.type'),
      subject: words('portal.new.subject'),
      request: words('portal.new.body'),
      fields: words('portal.request.facts'),
      requester: words('portal.request.requester'),
      company: words('portal.request.company'),
    }
    return definitions(
      Object.entries(value).flatMap(([name, one]) =>
        isNothing(one) || /Ids?$|^id$/.test(name) ? [] : [[known[name] ?? name, content({ words }, nameOf(one))] as const],
      ),
    )
  }
  const text = String(value)
  return text.includes('\n') ? userText(text) : html`${userWord(text)}`
}

/** The type by its title. */
const typed = (value: unknown, types: readonly { readonly id: string; readonly title: string }[]): unknown =>
  isObject(value) && 'type' in value ? { ...value, type: types.find(({ id }) => id === value.type)?.title ?? value.type } : value

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isNothing = (value: unknown): boolean => value === null || value === '' || (isObject(value) && Object.keys(value).length === 0)
/** People and companies are their names. */
const nameOf = (value: unknown): unknown =>
  isObject(value) && 'name' in value && Object.keys(value).every((key) => key === 'id' || key === 'name') ? value.name : value
