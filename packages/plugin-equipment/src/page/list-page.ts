import type { Html, PageView } from '@deskwright/core'
import { attributes, badge, button, emptyState, html, list, pagination, type Row, type Tone, tabs } from '@deskwright/page'
import type { Item } from '../item/schemas.ts'
import type { ServiceObject } from '../object/schemas.ts'
import type { Desk, Page } from './page.ts'
import { cursorIn, word } from './words.ts'

const PAGE = 20
const tones: Readonly<Record<Item['status'], Tone>> = {
  planned: 'plain',
  in_stock: 'plain',
  in_service: 'good',
  in_repair: 'wait',
  reserve: 'info',
  retired: 'plain',
}
export const statusOf = ({ status, statusTitle }: Item): Html => badge(statusTitle, tones[status])

const itemRow = (view: PageView, item: Item): Row => ({
  href: view.href(`/equipment/items/${item.id}`),
  title: item.name,
  badge: statusOf(item),
  facts: [
    html`<bdi>${item.inventoryNumber}</bdi>`,
    html`<bdi>${item.kind.name}</bdi>`,
    item.object && html`<bdi>${item.object.name}</bdi>`,
    item.warranty.verdict === 'in_warranty' && word(view, 'in_warranty'),
  ],
})
export const itemRows = (view: PageView, items: readonly Item[]): Html => list(items.map((item) => itemRow(view, item)))
export const placeRows = (view: PageView, places: readonly ServiceObject[]): Html =>
  list(
    places.map(({ id, name, address }) => ({
      href: view.href(`/equipment/places/${id}`),
      title: name,
      facts: [address !== null && html`<bdi>${address.replace(/\s*\n\s*/g, ', ')}</bdi>`],
    })),
  )

const head = (
  view: PageView,
  shown: 'items' | 'places',
  query: string,
): Html => html`<div class="dw-title"><h1>${word(view, 'title')}</h1></div>
<form class="dw-search" role="search" method="get" action="${view.href('/equipment')}"><input ${attributes({ type: 'search', name: 'q', value: query, dir: 'auto', 'aria-label': word(view, 'find'), placeholder: word(view, 'find'), maxlength: 100 })}>${button({ text: word(view, 'search'), kind: 'second' })}</form>
${tabs(
  [
    { href: view.href('/equipment'), text: word(view, 'items'), isCurrent: shown === 'items' },
    { href: view.href('/equipment/places'), text: word(view, 'places'), isCurrent: shown === 'places' },
  ],
  word(view, 'views'),
)}`

export const pages = (view: PageView, first: string, nextCursor: string | null): Html | null =>
  pagination({
    first: view.query.has('cursor') ? first : null,
    next: nextCursor === null ? null : `${first}${first.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(nextCursor)}`,
    words: { label: word(view, 'pages'), first: word(view, 'first'), next: word(view, 'next') },
  })

const empty = (view: PageView, query: string): Html =>
  query
    ? emptyState({ title: word(view, 'not_found'), text: word(view, 'not_found_text') })
    : emptyState({ title: word(view, 'none'), text: word(view, 'none_text') })

export const page = {
  title: { en: 'Equipment', he: 'ציוד', fa: 'تجهیزات', it: 'Apparecchiature', ja: '機器', ru: 'Оборудование' },
} as const

/** Equipment that the reader may see: of their company, or theirs. */
export const itemsPage: Page = {
  path: '/equipment',
  ...page,
  audience: 'customer',
  permission: 'equipment.see',
  slot: 'page',
  nav: { order: 35 },
  async render(desk, view) {
    const query = view.query.get('q')?.trim().slice(0, 100) ?? ''
    const { items, nextCursor } = await found(desk, view, query)
    return html`${head(view, 'items', query)}${items.length ? itemRows(view, items) : empty(view, query)}${pages(view, view.href('/equipment', { q: query || undefined }), nextCursor)}`
  },
}

const found = (desk: Desk, view: PageView, query: string) => {
  const cursor = cursorIn(view)
  return desk.equipment.items({ limit: PAGE, ...(query ? { find: query } : {}), ...(cursor === undefined ? {} : { cursor }) })
}

/** Places of the company, from the top. */
export const placesPage: Page = {
  path: '/equipment/places',
  ...page,
  audience: 'customer',
  permission: 'equipment.see',
  slot: 'page',
  async render(desk, view) {
    const cursor = cursorIn(view)
    const { items, nextCursor } = await desk.equipment.objects({ top: true, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })
    return html`${head(view, 'places', '')}${
      items.length ? placeRows(view, items) : emptyState({ title: word(view, 'no_places'), text: word(view, 'none_text') })
    }${pages(view, view.href('/equipment/places'), nextCursor)}`
  },
}
