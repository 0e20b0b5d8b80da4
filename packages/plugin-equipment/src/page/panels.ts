import { isDeskError } from '@deskwright/core'
import { field, html, link, section, userWord } from '@deskwright/page'
import type { Item } from '../item/schemas.ts'
import { page } from './list-page.ts'
import type { Desk, Page } from './page.ts'
import { idIn, word } from './words.ts'

const MOST = 100
const NAME = 'ext.equipment.itemIds'

/** In the form of a new request: what it is about, of what the reader has. */
export const pickerField: Page = {
  path: '/equipment/picker',
  ...page,
  audience: 'customer',
  permission: 'equipment.see',
  slot: 'request_field',
  async render(desk, view) {
    const chosen = idIn(view.query.get(NAME))
    const { items, nextCursor } = await desk.equipment.items({ limit: MOST })
    const picked = chosen === undefined ? undefined : (items.find(({ id }) => id === chosen) ?? (await seen(desk, chosen)))
    const all = picked && !items.some(({ id }) => id === picked.id) ? [picked, ...items] : items
    if (!all.length) return null
    return field({
      kind: 'choice',
      name: NAME,
      label: word(view, 'about'),
      optionalWord: word(view, 'optional'),
      hint: nextCursor === null ? undefined : word(view, 'about_more'),
      choices: all.map((item) => ({ value: item.id, title: nameOf(item) })),
      emptyWord: word(view, 'about_none'),
      value: picked?.id,
    })
  },
}

/** Parts in their own directions: a number in the middle of a name turns nothing around. */
const isolated = (text: string): string => `\u2068${text}\u2069`
const nameOf = ({ name, inventoryNumber, object }: Item): string =>
  [name, inventoryNumber, ...(object ? [object.name] : [])].map(isolated).join(' · ')

/** One that an address names and that the reader may not see is none. */
async function seen(desk: Desk, itemId: string): Promise<Item | undefined> {
  try {
    return await desk.equipment.item({ itemId })
  } catch (error) {
    if (isDeskError(error) && error.status === 404) return undefined
    throw error
  }
}

/** On a request: what it is about, and whether it was in warranty then. */
export const ticketPanel: Page = {
  path: '/equipment/on-request',
  ...page,
  audience: 'customer',
  permission: 'equipment.see',
  slot: 'ticket_side',
  async render(desk, { parameters: { ticketId = '' }, ...view }) {
    const { ext } = await desk.tickets.get({ ticketId })
    const { items } = ext.equipment
    if (!items.length) return null
    return section({
      title: word(view, 'title'),
      body: html`<ul class="dw-plain-list">${items.map(
        (item) =>
          html`<li>${link(view.href(`/equipment/items/${item.id}`), userWord(item.name))} <span class="dw-hint"><bdi>${item.inventoryNumber}</bdi>${item.warranty.verdict === 'in_warranty' && html` · ${word(view, 'in_warranty')}`}</span></li>`,
      )}</ul>`,
    })
  },
}
