import type { Titles } from '../machine/ticket-type.ts'
import type { Person } from '../operation/actor.ts'
import type { Audience } from '../operation/audience.ts'
import type { Logger } from '../operation/logger.ts'
import type { Bytes } from '../operation/operation.ts'
import type { Formats } from '../text/formats.ts'
import type { Texts } from '../text/texts.ts'
import type { Awaitable, OptionsOf, PluginContract, SeenBy } from './contract.ts'
import type { PageSlot, PageSpec } from './page-spec.ts'

/** A page or panel of an installed plugin, as a site shows it. */
export interface InstalledPage {
  readonly plugin: string
  readonly path: string
  readonly title: Titles
  readonly audience: Audience
  readonly slot: PageSlot
  /** Without it there is no such page for the reader; undefined: none is needed. */
  readonly permission: string | undefined
  readonly nav: { readonly order: number } | undefined
  readonly render: PageSpec<PluginContract>['render']
  readonly act: PageSpec<PluginContract>['act']
}
/** Which page an address means, with the parameters of its path. */
export interface FoundPage {
  readonly page: InstalledPage
  readonly parameters: { readonly [name: string]: string }
}

/** What an error may say to who is served: nothing from inside, in the reader's language. */
export interface SiteRefusal {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  /** Of an input, all at once: JSON pointers with a sentence each. */
  readonly faults: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[]
  /** Of what went wrong inside: the same id stands in the log. */
  readonly incident: string | undefined
}

/** One file of a form, to be read once and before the next one can come. */
export interface SiteFile {
  readonly field: string
  readonly name: string
  readonly body: AsyncIterable<Uint8Array>
  /** What of the form has come before it. */
  readonly fields: ReadonlyMap<string, readonly string[]>
}

/** What belongs to a call of a site rather than to its input. */
export interface SiteCall {
  /** The company that the customer acts for. */
  readonly company?: string
  readonly idempotencyKey?: string
  readonly languages?: readonly string[]
  /** The language of the page: operations answer in it, whatever the person's own is, and nothing of it is kept. */
  readonly reading?: string
}

/** One request to the desk's site. Whatever it reads or writes, it does by operations as a customer: no rule exists twice. */
export interface SiteRequest<C extends PluginContract> {
  readonly request: Request
  readonly url: URL
  /** Where browsers find the desk: `''` or `/support`. */
  readonly mount: string
  /** Below the mount, as it stands in the address. */
  readonly path: string
  readonly options: OptionsOf<C>
  readonly texts: Texts
  readonly log: Logger
  /** Milliseconds since 1970, by the desk's clock. */
  readonly now: number
  /** Of all installed plugins; which of them a reader gets, the site says by audience. */
  readonly pages: readonly InstalledPage[]
  newId(): string
  find(path: string): FoundPage | undefined
  /** Who the host's own session says it is; null for nobody. */
  identify(): Promise<Person | null>
  /** Operations as this person, always in the capacity of a customer: a site can't act as staff, whoever asks. */
  as(person: Person, call?: SiteCall): SeenBy<C>
  /**
   * The same as somebody whom the desk knows by this id: for whom the site has recognised itself, such as a guest who came by a link in a mail.
   * What the host adds at sign-in does not count, and somebody deactivated is refused.
   */
  asKnown(personId: string, call?: SiteCall): SeenBy<C>
  /** Operations as nobody in particular: those that are public. */
  asAnybody(languages: readonly string[]): SeenBy<C>
  /** Operations as the plugin, limited to its `acts`. */
  readonly asPlugin: SeenBy<C>
  /**
   * A form that was posted, urlencoded or multipart, within the desk's limits; that no other site's page sent it was looked at before. Files
   * come one after the other while it is read. Throws `http.unsupported_body`, `file.form_invalid`, `file.form_too_large`, and what `onFile` throws.
   */
  form(onFile?: (file: SiteFile) => Promise<void>): Promise<ReadonlyMap<string, readonly string[]>>
  /** A file or a stream of an operation as an answer; nothing in it runs in a browser. */
  send(bytes: Bytes): Response
  /** Records what is ours, and says what may be seen of it. */
  refusal(error: unknown, languages: readonly string[]): SiteRefusal
  /** Dates and numbers of a language, in another calendar than its usual one. */
  formats(language: string, calendar?: string): Formats
}

/** The desk's own pages for browsers: whatever is asked of it outside of `/api` and `/health`. One plugin has it. */
export interface SiteSpec<C extends PluginContract> {
  /** GET, HEAD and POST. A rejection becomes a problem document. */
  answer(site: SiteRequest<C>): Awaitable<Response>
}
