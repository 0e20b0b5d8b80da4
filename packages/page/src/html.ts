import type { Html } from '@deskwright/core'
import { attributes, isSafeAddress } from './attributes.ts'
import { escaped } from './escaped.ts'
import { type Attributes, isAttributes, isHtml, marked } from './mark.ts'
import { type Place, placesOf } from './places.ts'

/** What may stand in a template: text and numbers are escaped, nothing (`null`, `undefined`, `false`) is nothing, lists are their parts. */
export type Part = Html | Attributes | string | number | null | undefined | false | readonly Part[]

const known = new WeakMap<TemplateStringsArray, readonly Place[]>()

/**
 * HTML in which whatever is put is text, unless `html` made it. What a value may be depends on where it stands: addresses must lead somewhere
 * harmless, else they are `#`; in scripts, styles, comments, names and attributes without quotes nothing can be put at all. Throws a TypeError then.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let places = known.get(strings)
  if (!places) {
    places = placesOf(strings)
    known.set(strings, places)
  }
  let text = strings[0] ?? ''
  for (const [index, part] of parts.entries()) text += drawn(part, places[index] ?? 'text') + (strings[index + 1] ?? '')
  return marked(text)
}

function drawn(part: Part, place: Place): string {
  if (part === null || part === undefined || part === false || part === '') return place === 'address' ? '#' : ''
  if (Array.isArray(part)) return part.map((one: Part) => drawn(one, place)).join(place === 'text' ? '' : ' ')
  if (place === 'tag') {
    if (isAttributes(part)) return part['~attributes']
    throw new TypeError('In a tag only attributes({ … }) can be put.')
  }
  if (isHtml(part)) {
    if (place === 'text') return part['~html']
    throw new TypeError('In an attribute there is no HTML: give its text.')
  }
  if (typeof part !== 'string' && typeof part !== 'number') throw new TypeError(`A page can't show a value of type ${typeof part}.`)
  const text = String(part)
  return place === 'address' && !isSafeAddress(text) ? '#' : escaped(text)
}

/**
 * HTML that somebody else has made safe, such as what an operation says is `Safe to be put into a page as it is`. The one way around escaping:
 * it is looked for in reviews.
 */
export const trusted = (text: string): Html => marked(text)

/** The text of a page, for what sends it. Throws a TypeError for what `html` did not make. */
export function htmlText(value: unknown): string {
  if (!isHtml(value)) throw new TypeError('This is no Html of @deskwright/page.')
  return value['~html']
}

/** Parts with something between them. */
export const joined = (parts: readonly Part[], between: Part): Html =>
  html`${parts.map((part, index) => (index === 0 ? part : [between, part]))}`

export { attributes }
