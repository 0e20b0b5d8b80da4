import { portalError } from './errors.ts'

export interface PortalOptions {
  /** What the portal is called: in its head and in the title of every page; `Support` unless told. */
  readonly name?: string
  /** Where somebody who has not signed in does so: an address of the host. Without one, pages only say that signing in is needed. */
  readonly signIn?: string
  readonly look?: PortalLook
  /** Lets people in by links in mails, for whom the host has no session; none unless told. A plugin that brings letters, such as mail, sends them. */
  readonly entry?: PortalEntryOptions
  /** Origins whose pages may show the portal in a frame, such as `https://app.example.com`; none unless told. */
  readonly frameOrigins?: readonly string[]
}
export interface PortalEntryOptions {
  /** Where the portal is for browsers, such as `https://app.example.com/support`: links in mails begin with it, whatever a request says. */
  readonly url: string
  /** Also people who have a session at the host; else those that it does not know: what ends there has to end here. */
  readonly everybody?: boolean
  /** How long a link in a mail works, 5 to 120; 30 unless told. */
  readonly minutes?: number
  /** How long somebody stays signed in, 1 to 365 days; 30 unless told. */
  readonly days?: number
  /** How long an invitation works, 1 to 60 days; 14 unless told. */
  readonly invitationDays?: number
}
export const linkMinutes = ({ entry }: PortalOptions): number => entry?.minutes ?? 30
export const sessionDays = ({ entry }: PortalOptions): number => entry?.days ?? 30
export const invitationDays = ({ entry }: PortalOptions): number => entry?.invitationDays ?? 14
export const entryUrl = ({ entry }: PortalOptions, path: `/${string}`): string => `${entry?.url.replace(/\/+$/, '') ?? ''}${path}`

/** Two or three of these, and the portal fits into the host's application. */
export interface PortalLook {
  /** Colour of links and buttons, `#rrggbb`. It is made darker or lighter where it could not be read. */
  readonly accent?: string
  /** The same on a dark ground; made of `accent` unless told. */
  readonly accentDark?: string
  /** Of corners, in pixels, 0 to 24; 10 unless told. */
  readonly radius?: number
  /** Names of fonts, best first: those that the host's pages load, or that the reader has. */
  readonly fonts?: readonly string[]
}

const bad = (option: string, fault: string) => portalError('portal.bad_options', { option, fault })

/** Throws `portal.bad_options`. */
export function expectOptions({ name, signIn, look = {}, frameOrigins = [], entry }: PortalOptions): void {
  if (name !== undefined && (typeof name !== 'string' || !name.trim() || name.length > 80))
    throw bad('name', 'it is 1 to 80 characters long')
  if (signIn !== undefined && !/^(?:https?:\/\/[^/\s]+)?\/(?![/\\])[^\s"'<>\\]*$/.test(signIn))
    throw bad('signIn', "it is a path such as '/login', or a whole address")
  for (const option of ['accent', 'accentDark'] as const)
    if (look[option] !== undefined && !/^#[0-9a-f]{6}$/i.test(look[option])) throw bad(`look.${option}`, "it is a colour such as '#2f5d62'")
  if (look.radius !== undefined && !(look.radius >= 0 && look.radius <= 24)) throw bad('look.radius', 'it is a number from 0 to 24')
  for (const font of look.fonts ?? [])
    if (!/^[\p{L}\p{N} _-]{1,60}$/u.test(font)) throw bad('look.fonts', 'they are names of fonts, without quotes')
  if (entry) expectEntry(entry)
  for (const origin of frameOrigins)
    if (URL.parse(origin)?.origin !== origin || origin === 'null')
      throw bad('frameOrigins', "they are origins such as 'https://app.example.com'")
}

function expectEntry({ url, minutes = 30, days = 30, invitationDays: invited = 14 }: PortalEntryOptions): void {
  const parsed = URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.search || parsed.hash || parsed.username)
    throw bad('entry.url', "it is the address of the portal, such as 'https://app.example.com/support'")
  for (const [option, value, least, most] of [
    ['minutes', minutes, 5, 120],
    ['days', days, 1, 365],
    ['invitationDays', invited, 1, 60],
  ] as const)
    if (!Number.isInteger(value) || value < least || value > most)
      throw bad(`entry.${option}`, `it is a whole number from ${least} to ${most}`)
}
