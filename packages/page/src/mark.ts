import type { Html } from '@deskwright/core'

/** Of the registry, so that two copies of the package agree; and no key of JSON, so that no stored value can be mistaken for a page. */
const MARK = Symbol.for('@deskwright/page')

/** Attributes of a tag, made by `attributes`. */
export interface Attributes {
  readonly '~attributes': string
}

export const marked = (text: string): Html => Object.freeze({ '~html': text, [MARK]: 'html' })
export const markedAttributes = (text: string): Attributes => Object.freeze({ '~attributes': text, [MARK]: 'attributes' })

export const isHtml = (value: unknown): value is Html => markOf(value) === 'html'
export const isAttributes = (value: unknown): value is Attributes => markOf(value) === 'attributes'

const markOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && MARK in value ? (value as { [MARK]: unknown })[MARK] : undefined
