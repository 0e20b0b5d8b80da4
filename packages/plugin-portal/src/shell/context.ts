import type { Html, PageBody, PageFile, PageForm, PageTurn, PageView, SiteRefusal } from '@deskwright/core'
import type { PortalDesk } from '../kit.ts'
import type { Words } from '../texts/portal-texts.ts'
import type { CookieName } from './cookies.ts'

export type Me = Awaited<ReturnType<PortalDesk['people']['me']>>
export type Slot = 'ticket_panel' | 'ticket_side' | 'home_panel' | 'request_panel' | 'request_field'

/** What pages of the portal have besides what everybody's pages have. */
export interface Context {
  readonly desk: PortalDesk
  /** For the one command that a form stands for: done once, however often the form is sent. */
  readonly once: PortalDesk
  readonly view: PageView
  readonly words: Words
  /** Null for whoever has not signed in. */
  readonly me: Me | null
  /** What the installed plugins show there, in their order; those with nothing to say are left out. */
  panels(slot: Slot, parameters: { readonly [name: string]: string }, query?: URLSearchParams): Promise<readonly Html[]>
  /** What an error says to people, in the page's language. */
  refusalOf(error: unknown): SiteRefusal
  readonly settings: Settings
  /** Undefined where nobody enters by mail. */
  readonly entry: EntryContext | undefined
}
/** What the pages of entering have. */
export interface EntryContext {
  /** The portal's own operations, as itself. */
  readonly portal: PortalDesk['portal']
  /** How long a link works. */
  readonly minutes: number
  /** The secret of the reader's session; undefined for those whom the host knows, and for nobody. */
  readonly session: string | undefined
  /** Operations as whom a link to a ticket names, for that page alone. */
  as(personId: string, companyId: string | null): PortalDesk
}
export interface Settings {
  readonly calendar: string
  readonly look: string
}

/** After a form of the portal's: also what the browser is to keep. */
export interface Turn extends PageTurn {
  readonly keep?: { readonly [name in CookieName]?: string | null }
}
export interface PortalForm extends Omit<PageForm, keyof PageView> {
  /** Files that were taken in with an earlier try of the same form. */
  readonly kept: readonly { readonly id: string; readonly name: string }[]
}
/** A file of the conversation, or what happens to it: not a page, and the portal's alone. */
export interface PortalPage {
  readonly path: `/${string}`
  readonly title: keyof typeof import('../texts/en.ts').en
  readonly nav?: number
  /** Also for whoever has not signed in. */
  readonly isPublic?: boolean
  /** Who has a place for it in the navigation; everybody unless told. */
  isFor?(me: Me): boolean
  show(context: Context): Promise<Html | PageBody | PageFile>
  act?(context: Context, form: PortalForm): Promise<Turn | Html | PageBody>
}
