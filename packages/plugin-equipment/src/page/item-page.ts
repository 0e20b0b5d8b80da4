import type { Html, PageBody, PageView } from '@deskwright/core'
import { buttonLink, definitions, html, icon, link, type Part, section, userWord } from '@deskwright/page'
import type { HistoryEntry } from '../history/schemas.ts'
import type { Item, ItemFile } from '../item/schemas.ts'
import { page, statusOf } from './list-page.ts'
import type { Desk, Page } from './page.ts'
import { word } from './words.ts'

const HISTORY = 50
const labelPattern = /^[0-9A-Za-z]{10}$/

/** One item: what it is, how it stands with its warranty, its files, and what was with it as far as the reader may know. */
export const itemPage: Page = {
  path: '/equipment/items/:itemId',
  ...page,
  audience: 'customer',
  permission: 'equipment.see',
  slot: 'page',
  async render(desk, view) {
    return drawn(desk, view, await desk.equipment.item({ itemId: view.parameters['itemId'] ?? '' }))
  },
}

/** What a label on a device opens. */
export const labelPage: Page = {
  path: '/equipment/label/:label',
  ...page,
  audience: 'customer',
  permission: 'equipment.see',
  slot: 'page',
  async render(desk, view) {
    const { label = '' } = view.parameters
    return labelPattern.test(label) ? drawn(desk, view, await desk.equipment.scan({ label })) : null
  },
}

export const filePage: Page = {
  path: '/equipment/items/:itemId/files/:itemFileId',
  ...page,
  audience: 'customer',
  permission: 'equipment.see',
  slot: 'page',
  async render(desk, { parameters: { itemId = '', itemFileId = '' } }) {
    return { file: await desk.equipment.file({ itemId, itemFileId }) }
  },
}

async function drawn(desk: Desk, view: PageView, item: Item): Promise<PageBody> {
  const { id: itemId } = item
  const [{ items: files }, { items: history }, report] = await Promise.all([
    desk.equipment.files({ itemId }),
    desk.equipment.itemHistory({ itemId, limit: HISTORY }),
    reportAddress(desk, view, item),
  ])
  const body = html`<div class="dw-title"><p class="dw-over">${link(view.href('/equipment'), word(view, 'title'))}<bdi>${item.inventoryNumber}</bdi></p><h1 dir="auto">${item.name}</h1><p class="dw-over">${statusOf(item)}<span>${warranty(view, item)}</span></p></div>
<div class="dw-two"><div class="dw-main">${report !== null && html`<p class="dw-actions">${buttonLink(report, word(view, 'report'))}</p>`}${filesPart(view, itemId, files)}${
    history.length > 0 &&
    section({
      title: word(view, 'history'),
      body: html`<ol class="dw-log">${history.map((entry) => html`<li>${event(view, entry)}</li>`)}</ol>`,
    })
  }</div><aside class="dw-side" aria-label="${word(view, 'facts')}">${section({ title: word(view, 'facts'), body: definitions(factsOf(view, item)) })}</aside></div>`
  return { title: item.name, body }
}

/** The form of a new request, with the item chosen already. None where nothing can be asked for. */
async function reportAddress(desk: Desk, view: PageView, { id, status }: Item): Promise<string | null> {
  if (status === 'retired') return null
  const { items } = await desk.types.list()
  const type = items.find((one) => one.id === 'incident') ?? items[0]
  return type ? view.href(`/new/type/${type.id}`, { 'ext.equipment.itemIds': id }) : null
}

function warranty(view: PageView, { warranty: { verdict, until } }: Item): string {
  const day = until === null ? '' : view.formats.day(until)
  if (verdict === 'unknown' || !day) return `${word(view, 'warranty')}: ${word(view, 'warranty_unknown')}`
  return `${word(view, 'warranty')}: ${word(view, verdict === 'in_warranty' ? 'warranty_until' : 'warranty_over', { day })}`
}

function factsOf(view: PageView, item: Item): (readonly [string, Part])[] {
  const place = [
    item.object && link(view.href(`/equipment/places/${item.object.id}`), userWord(item.object.name)),
    item.place !== null && userWord(item.place),
  ].filter((one) => one !== null && one !== false)
  return [
    [word(view, 'number'), userWord(item.inventoryNumber)],
    ...(item.serial === null ? [] : [[word(view, 'serial'), userWord(item.serial)] as const]),
    [word(view, 'kind'), userWord(item.kind.name)],
    ...(item.model === null ? [] : [[word(view, 'model'), userWord(`${item.model.manufacturer} ${item.model.name}`)] as const]),
    ...(place.length ? [[word(view, 'place'), html`${place.map((one, index) => [index > 0 && ' · ', one])}`] as const] : []),
    ...(item.installedOn === null ? [] : [[word(view, 'installed'), view.formats.day(item.installedOn)] as const]),
    ...item.attributes.map(({ title, unit, value }) => [title, userWord(shown(view, value, unit))] as const),
  ]
}

const shown = (view: PageView, value: string | number | boolean, unit: string | null): string => {
  const text = typeof value === 'number' ? view.formats.number(value) : typeof value === 'boolean' ? (value ? '✓' : '–') : value
  return unit === null ? text : `${text} ${unit}`
}

const filesPart = (view: PageView, itemId: string, files: readonly ItemFile[]): Html | null =>
  files.length
    ? section({
        title: word(view, 'files'),
        body: html`<p class="dw-files">${files.map(({ id, name }) => html`<a href="${view.href(`/equipment/items/${itemId}/files/${id}`)}" download>${icon('file')}<bdi>${name}</bdi></a>`)}</p>`,
      })
    : null

function event(view: PageView, { at, title, ticketId, ticketNumber }: HistoryEntry): Html {
  const text =
    ticketId !== null && ticketNumber !== null
      ? link(view.href(`/requests/${ticketId}`), word(view, 'request', { number: `\u2066#${ticketNumber}\u2069` }))
      : title
  return html`<span>${text}</span><time datetime="${at}">${view.formats.dateTime(at)}</time>`
}
