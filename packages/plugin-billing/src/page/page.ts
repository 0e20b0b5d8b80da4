import type { Html, PageSpec, PageView } from '@deskwright/core'
import { html, pagination } from '@deskwright/page'
import type { BillingContract } from '../contract.ts'
import type { PageWord } from './texts.ts'

export type Page = PageSpec<BillingContract>
/** Operations as the reader. */
export type Desk = Parameters<Page['render']>[0]
export const PAGE = 20

/** A word of these pages; a key that there is not is a compile error. */
export const word = (view: Pick<PageView, 'text'>, key: PageWord, params: { readonly [name: string]: string | number } = {}): string =>
  view.text(`page.${key}`, params)

export const cursorIn = (view: PageView): { readonly cursor?: string } => {
  const cursor = view.query.get('cursor')?.slice(0, 2000)
  return cursor ? { cursor } : {}
}

export const pagesOf = (view: PageView, first: string, nextCursor: string | null): Html | null =>
  pagination({
    first: view.query.has('cursor') ? first : null,
    next: nextCursor === null ? null : `${first}${first.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(nextCursor)}`,
    words: { label: word(view, 'pages'), first: word(view, 'first'), next: word(view, 'next') },
  })

/** In the reader's digits and with the currency's own decimals, in one piece whatever stands around it. */
export function money(view: Pick<PageView, 'language'>, minor: number, currency: string): Html {
  const format = new Intl.NumberFormat(view.language, { style: 'currency', currency })
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2
  return html`<bdi>${format.format(minor / 10 ** decimals)}</bdi>`
}

/** `3 hr 20 min`, as the language writes it. */
export function duration(view: Pick<PageView, 'language'>, minutes: number): string {
  const unit = (value: number, name: 'hour' | 'minute') =>
    new Intl.NumberFormat(view.language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const parts = [...(hours ? [unit(hours, 'hour')] : []), ...(rest || !hours ? [unit(rest, 'minute')] : [])]
  return parts.join('\u00a0')
}

/** Thousandths as people write them. */
export const thousandths = (view: PageView, quantity: number): string =>
  new Intl.NumberFormat(view.language, { maximumFractionDigits: 3 }).format(quantity / 1000)
/** A number or name that turns nothing around in a sentence. */
export const isolated = (text: string): string => `\u2068${text}\u2069`
