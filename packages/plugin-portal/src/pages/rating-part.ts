import { type Html, isDeskError } from '@deskwright/core'
import { attributes, button, confirm, field, html, userText } from '@deskwright/page'
import type { PortalDesk } from '../kit.ts'
import type { Context, PortalForm, Turn } from '../shell/context.ts'
import type { Tried } from './tried.ts'

type Ratings = Awaited<ReturnType<PortalDesk['tickets']['ratings']>>

const scores = [1, 2, 3, 4, 5] as const
const wordOf = ({ words }: Pick<Context, 'words'>, score: number): string => words(`portal.rating.${scores[score - 1] ?? 3}`)

/** What the reader says of the solution, once it is one; nothing while there is nothing to rate and nothing was said. */
export function ratingPart(context: Context, ticketId: string, { items, open }: Ratings, tried: Tried | undefined): Html | null {
  const { words } = context
  const last = items.at(-1)
  const isTried = tried?.form.fields.get('_do')?.[0] === 'rate'
  const given = last && (open === null || open.solution === last.solution) ? last : undefined
  if (!open && !given) return null
  if (!given)
    return html`<section class="dw-card"><h2>${words('portal.rating.question')}</h2><p class="dw-hint">${words('portal.rating.lead')}</p>${form()}</section>`
  return html`<section class="dw-card dw-rated"><h2>${words('portal.rating.given')}</h2><p class="dw-over">${meter(given.score)}<strong>${wordOf(context, given.score)}</strong></p>${
    given.comment !== null && html`<div class="dw-body">${userText(given.comment)}</div>`
  }${open && confirm({ text: words('portal.rating.change'), body: form(), isOpen: isTried })}</section>`

  function form(): Html {
    const chosen = isTried ? tried?.form.fields.get('score')?.[0] : given && String(given.score)
    const comment = isTried ? tried?.form.fields.get('comment')?.[0] : (given?.comment ?? undefined)
    const fault = isTried ? tried?.faults.find(({ pointer }) => pointer === '/score')?.detail : undefined
    return html`<form class="dw-form" method="post" action="${context.view.href(`/requests/${ticketId}`)}">${context.view.formFields}<input type="hidden" name="_do" value="rate">
<fieldset class="dw-field dw-scale" ${attributes({ 'aria-describedby': fault === undefined ? null : 'f-score-fault' })}><legend>${words('portal.rating.label')}</legend>${
      fault !== undefined && html`<p class="dw-fault" id="f-score-fault">${fault}</p>`
    }<div class="dw-scale-row">${scores.map(
      (score) =>
        html`<label><input ${attributes({ type: 'radio', name: 'score', value: String(score), checked: chosen === String(score), required: true })}><span>${wordOf(context, score)}</span></label>`,
    )}</div></fieldset>${field({
      kind: 'text',
      name: 'comment',
      label: words('portal.rating.comment'),
      optionalWord: words('portal.form.optional'),
      value: comment,
      rows: 3,
      maxLength: 5000,
      fault: isTried ? tried?.faults.find(({ pointer }) => pointer === '/comment')?.detail : undefined,
    })}<p class="dw-actions">${button({ text: words('portal.rating.send'), kind: given ? 'second' : 'first' })}</p></form>`
  }
}

/** Filled and empty dots: the word beside it says it. */
const meter = (score: number): Html =>
  html`<span class="dw-dots" aria-hidden="true">${scores.map((one) => html`<span ${attributes({ class: one <= score && 'dw-full' })}></span>`)}</span>`

/** Throws what the desk refuses, and nothing for a form without a choice: that is a fault of the form. */
export async function rated(context: Context, ticketId: string, { fields }: PortalForm): Promise<Turn | 'no_score'> {
  const score = Number(fields.get('score')?.[0] ?? '')
  if (!scores.some((one) => one === score)) return 'no_score'
  const comment = fields.get('comment')?.[0]?.replaceAll('\r\n', '\n').trim() ?? ''
  await context.once.tickets.rate({ ticketId, score, comment: comment || null })
  return { goTo: `/requests/${ticketId}`, said: context.words('portal.rating.thanks') }
}

/** None for those whose role does not hold reading them, as a desk may give its roles. */
export async function ratingsOf({ desk }: Context, ticketId: string): Promise<Ratings> {
  try {
    return await desk.tickets.ratings({ ticketId })
  } catch (error) {
    if (isDeskError(error) && error.status === 403) return { items: [], open: null }
    throw error
  }
}
