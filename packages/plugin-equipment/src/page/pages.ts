import { filePage, itemPage, labelPage } from './item-page.ts'
import { itemsPage, placesPage } from './list-page.ts'
import type { Page } from './page.ts'
import { pickerField, ticketPanel } from './panels.ts'
import { placePage } from './place-page.ts'

/** What customers see of equipment, where a site shows pages. */
export const pages: readonly Page[] = [itemsPage, placesPage, placePage, itemPage, labelPage, filePage, pickerField, ticketPanel]
