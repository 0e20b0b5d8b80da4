import type { Html, PageView } from '@deskwright/core'
import { definitions, emptyState, html, link, type Part, section, userText } from '@deskwright/page'
import type { OpeningHours } from '../object/schemas.ts'
import { itemRows, page, pages, placeRows } from './list-page.ts'
import type { Page } from './page.ts'
import { cursorIn, word } from './words.ts'

const PAGE = 20
const MOST_INSIDE = 100

/** A place: where it is, when somebody is there, what is inside and what stands there. */
export const placePage: Page = {
  path: '/equipment/places/:objectId',
  ...page,
  audience: 'customer',
  permission: 'equipment.see',
  slot: 'page',
  async render(desk, view) {
    const objectId = view.parameters['objectId'] ?? ''
    const cursor = cursorIn(view)
    const place = await desk.equipment.object({ objectId })
    const [inside, here] = await Promise.all([
      desk.equipment.objects({ parentId: objectId, limit: MOST_INSIDE }),
      desk.equipment.items({ objectId, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
    ])
    const above = place.path.slice(0, -1)
    const facts: (readonly [string, Part])[] = [
      ...(place.address === null ? [] : [[word(view, 'address'), userText(place.address)] as const]),
      ...(place.hours === null ? [] : [[word(view, 'hours'), hours(view, place.hours)] as const]),
    ]
    const body = html`<div class="dw-title"><p class="dw-over">${link(view.href('/equipment/places'), word(view, 'places'))}${
      place.parentId !== null && link(view.href(`/equipment/places/${place.parentId}`), html`<bdi>${above.at(-1) ?? ''}</bdi>`)
    }</p><h1 dir="auto">${place.name}</h1></div>
<div class="dw-two"><div class="dw-main">${inside.items.length > 0 && section({ title: word(view, 'inside'), body: placeRows(view, inside.items) })}
${section({
  title: word(view, 'here'),
  body: html`${here.items.length ? itemRows(view, here.items) : emptyState({ title: word(view, 'none') })}${pages(view, view.href(`/equipment/places/${objectId}`), here.nextCursor)}`,
})}</div>${facts.length > 0 && html`<aside class="dw-side" aria-label="${word(view, 'facts')}">${section({ title: word(view, 'facts'), body: definitions(facts) })}</aside>`}</div>`
    return { title: place.name, body }
  },
}

const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** Each day by the clock of the place, in the words of the page's language. */
function hours(view: PageView, open: OpeningHours): Html {
  const names = new Intl.DateTimeFormat(view.language, { weekday: 'long', timeZone: 'UTC' })
  return html`<ul>${week.map((day, index) => {
    // The 5th of January 2026 was a Monday.
    const name = names.format(new Date(Date.UTC(2026, 0, 5 + index)))
    const windows = open[day] ?? []
    return html`<li>${name}: ${windows.length ? windows.map(({ from, to }, at) => [at > 0 && ', ', html`<bdi dir="ltr">${from}–${to}</bdi>`]) : word(view, 'closed')}</li>`
  })}</ul>`
}
