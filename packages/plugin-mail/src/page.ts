import type { Direction } from './direction.ts'

/** A mail before it has a form: what both its forms, text and HTML, are made of. All texts as they are: each form escapes for itself. */
export interface MailPage {
  readonly language: string
  readonly direction: Direction
  readonly brand: { readonly name: string; readonly color: string; readonly logoUrl: string | undefined; readonly footer: string }
  readonly title: string
  readonly sections: readonly MailSection[]
  readonly action: MailLink | null
  /** Messages before those of the sections. */
  readonly earlier: { readonly title: string; readonly sections: readonly MailSection[] } | undefined
  /** How to answer, and why somebody gets this. */
  readonly notes: readonly string[]
  readonly preferences: MailLink | undefined
}
export interface MailSection {
  /** Empty for none. */
  readonly heading: string
  /** Lines as they were written; null where nothing was. */
  readonly body: string | null
  readonly files: readonly string[]
}
export interface MailLink {
  readonly text: string
  readonly url: string
}
