import { portalError } from './errors.ts'

export interface PortalOptions {
  /** What the portal is called: in its head and in the title of every page; `Support` unless told. */
  readonly name?: string
  /** Where somebody who has not signed in does so: an address of the host. Without one, pages only say that signing in is needed. */
  readonly signIn?: string
  readonly look?: PortalLook
  /** Origins whose pages may show the portal in a frame, such as `https://app.example.com`; none unless told. */
  readonly frameOrigins?: readonly string[]
}
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

/** Throws `portal.bad_options`. */
export function expectOptions({ name, signIn, look = {}, frameOrigins = [] }: PortalOptions): void {
  const bad = (option: string, fault: string) => portalError('portal.bad_options', { option, fault })
  if (name !== undefined && (typeof name !== 'string' || !name.trim() || name.length > 80))
    throw bad('name', 'it is 1 to 80 characters long')
  if (signIn !== undefined && !/^(?:https?:\/\/[^/\s]+)?\/(?![/\\])[^\s"'<>\\]*$/.test(signIn))
    throw bad('signIn', "it is a path such as '/login', or a whole address")
  for (const option of ['accent', 'accentDark'] as const)
    if (look[option] !== undefined && !/^#[0-9a-f]{6}$/i.test(look[option])) throw bad(`look.${option}`, "it is a colour such as '#2f5d62'")
  if (look.radius !== undefined && !(look.radius >= 0 && look.radius <= 24)) throw bad('look.radius', 'it is a number from 0 to 24')
  for (const font of look.fonts ?? [])
    if (!/^[\p{L}\p{N} _-]{1,60}$/u.test(font)) throw bad('look.fonts', 'they are names of fonts, without quotes')
  for (const origin of frameOrigins)
    if (URL.parse(origin)?.origin !== origin || origin === 'null')
      throw bad('frameOrigins', "they are origins such as 'https://app.example.com'")
}
