import type { Title } from '../machine/ticket-type.ts'
import type { Audience } from '../operation/audience.ts'
import type { Bytes } from '../operation/operation.ts'
import type { Formats } from '../text/formats.ts'
import type { Texts } from '../text/texts.ts'
import type { Awaitable, PluginContract, SeenBy } from './contract.ts'

/** Made by `@deskwright/page`, of which core knows the mark only. */
export interface Html {
  readonly '~html': string
}

/** What a page is drawn for: the reader and the address, never the request. Everything that is shown comes from operations. */
export interface PageView {
  /** Of the path, decoded; of a panel on a ticket: `ticketId`. */
  readonly parameters: { readonly [name: string]: string }
  readonly query: URLSearchParams
  /** The page's own, BCP 47. */
  readonly language: string
  /** The reader's, best first: for texts of which the page's language has none. */
  readonly languages: readonly string[]
  readonly texts: Texts
  /** Dates and numbers as the reader wants them, calendar included. */
  readonly formats: Formats
  /** False: the reader is nobody in particular, and `desk` answers what is public. */
  readonly isSignedIn: boolean
  /** A text of the plugin in the page's language. */
  text(key: string, params?: { readonly [name: string]: string | number }): string
  /** Where a path of the site is for the reader's browser, whatever the desk is mounted under. What is undefined is left out of the query. */
  href(path: `/${string}`, query?: { readonly [name: string]: string | undefined }): string
  /** What stands in every form that posts: without it the form is refused. */
  readonly formFields: Html
}
/** A form that was sent back to a page: `act` gets it once it is known to come from the site's own pages. */
export interface PageForm extends PageView {
  readonly fields: ReadonlyMap<string, readonly string[]>
  /** Ids of uploaded files by the name of their field, for `attachments` and what else takes files. */
  readonly files: ReadonlyMap<string, readonly string[]>
}
/** A page whose title depends on what it shows. */
export interface PageBody {
  readonly title: string
  readonly body: Html
}
/** In place of a page: bytes that an operation gives, such as a document to be kept. */
export interface PageFile {
  readonly file: Bytes
}
/** After a form: where the browser goes, so that loading again sends nothing twice. `said`: what was done, told once on that page. */
export interface PageTurn {
  readonly goTo: `/${string}`
  readonly said?: string
}

/**
 * `page` has an address of its own; panels stand on pages of the site: on a ticket (what is to be decided in
 * `ticket_panel`, short facts in `ticket_side`), on the first page, beside a new request. `request_field` stands in
 * the form of a new request: its controls are called as the input is (`ext.equipment.itemIds`), and `query` has what was chosen so far.
 */
export type PageSlot = 'page' | 'ticket_panel' | 'ticket_side' | 'home_panel' | 'request_panel' | 'request_field'

export interface PageSpec<C extends PluginContract> {
  /** Below the plugin's own name, except for the site's: `/billing/invoices/:invoiceId`. Of a panel, its name. */
  readonly path: `/${string}`
  readonly title: Title
  /** `public`: also for whoever has not signed in. */
  readonly audience: Audience
  readonly slot: PageSlot
  /** For whom there is such a page at all: to everybody else it is one that there is not, and has no place in the navigation. */
  readonly permission?: string
  /** Gives it a place in the navigation; the smallest comes first. */
  readonly nav?: { readonly order: number }
  /** Reads by operations as the reader. Null: a panel with nothing to say. Errors of operations become the site's own pages. */
  render(desk: SeenBy<C>, view: PageView): Awaitable<Html | PageBody | PageFile | null>
  /** Writes by operations as the reader. Html: the page again, with what is wrong beside the fields. */
  act?(desk: SeenBy<C>, form: PageForm): Awaitable<PageTurn | Html | PageBody>
}
