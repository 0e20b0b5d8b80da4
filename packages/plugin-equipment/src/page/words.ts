import type { PageView } from '@deskwright/core'
import type { PageWord } from './texts.ts'

/** A word of these pages; a key that there is not is a compile error. */
export const word = (view: Pick<PageView, 'text'>, key: PageWord, params: { readonly [name: string]: string | number } = {}): string =>
  view.text(`page.${key}`, params)

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** What stands in an address, where it can be an id. */
export const idIn = (text: string | null | undefined): string | undefined => (text && uuid.test(text) ? text : undefined)

/** What stands where a cursor belongs; an operation says what is wrong with it. */
export const cursorIn = (view: PageView): string | undefined => view.query.get('cursor')?.slice(0, 2000) || undefined
