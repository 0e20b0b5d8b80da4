import { isDeskError, type Person, type SiteCall } from '@deskwright/core'
import { isSecret } from '../entry/secret.ts'
import type { PortalDesk, PortalSite } from '../kit.ts'
import { type PortalLanguage, portalLanguages } from '../texts/catalogues.ts'
import type { Me } from './context.ts'
import { cookieOf } from './cookies.ts'

export const calendars = ['gregory', 'persian', 'hebrew', 'japanese'] as const

export interface Company {
  readonly id: string
  readonly name: string
}
/** Kept by the portal itself, for those for whom the host has none. */
export interface Session {
  readonly id: string
  readonly personId: string
  readonly secret: string
}
/** Who reads, for which company, and how. */
export interface Reader {
  /** Of whoever came by a link in a mail; undefined for those whom the host knows, and for nobody. */
  readonly session: Session | undefined
  readonly me: Me | null
  readonly company: string | undefined
  /** Of which they must choose one first; undefined where they need not. */
  readonly choice: readonly Company[] | undefined
  readonly language: PortalLanguage
  readonly languages: readonly string[]
  readonly calendar: string | undefined
  readonly look: 'light' | 'dark' | undefined
  /** Under a key a command is done once, however often its form is sent. */
  desk(idempotencyKey?: string): PortalDesk
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Throws what operations throw: somebody deactivated gets in nowhere. */
export async function readerOf(site: PortalSite): Promise<Reader> {
  const { request } = site
  const chosen = cookieOf(request, 'deskportal_language')
  const accepted = acceptedBy(request)
  const found = await recognised(site)
  const calendar = calendars.find((one) => one === cookieOf(request, 'deskportal_calendar'))
  const look = (['light', 'dark'] as const).find((one) => one === cookieOf(request, 'deskportal_look'))
  const own = (language: string | null | undefined) => pageLanguage([chosen, language, ...accepted])
  if (!found) {
    const language = own(undefined)
    const languages = [language, ...accepted]
    return {
      session: undefined,
      me: null,
      company: undefined,
      choice: undefined,
      language,
      languages,
      calendar,
      look,
      desk: () => site.asAnybody(languages),
    }
  }
  const { session, as } = found
  const asked = cookieOf(request, 'deskportal_company')
  const chosenOne = asked !== undefined && uuid.test(asked) ? asked : undefined
  const place = await acting(as, chosenOne, [...(chosen ? [chosen] : []), ...accepted])
  const language = own(place.me?.person.language ?? found.language)
  const languages = [...new Set([language, ...accepted])]
  const desk = (idempotencyKey?: string): PortalDesk =>
    as({
      languages,
      reading: language,
      ...(place.company === undefined ? {} : { company: place.company }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    })
  return { ...place, session, language, languages, calendar, look, desk }
}

interface Recognised {
  readonly session: Session | undefined
  /** As the host says. */
  readonly language: string | undefined
  as(call: SiteCall): PortalDesk
}

/** The host's own session counts before the portal's: whoever signs in there is who they say. */
async function recognised(site: PortalSite): Promise<Recognised | undefined> {
  const person: Person | null = await site.identify()
  if (person) return { session: undefined, language: person.language, as: (call) => site.as(person, call) }
  const secret = site.options.entry ? cookieOf(site.request, 'deskportal_session') : undefined
  if (!isSecret(secret)) return undefined
  const { session } = await site.asPlugin.portal.session({ secret })
  if (!session) return undefined
  const { id, personId } = session
  return { session: { id, personId, secret }, language: undefined, as: (call) => site.asKnown(personId, call) }
}

/** The company of the last choice, if it still is theirs; of several without a choice none: they are asked. */
async function acting(
  acts: Recognised['as'],
  company: string | undefined,
  languages: readonly string[],
): Promise<Pick<Reader, 'me' | 'company' | 'choice'>> {
  const as = async (id: string | undefined): Promise<Me> => acts({ languages, ...(id === undefined ? {} : { company: id }) }).people.me()
  try {
    return { me: await as(company), company, choice: undefined }
  } catch (error) {
    if (!isDeskError(error)) throw error
    if (error.code === 'access.no_member' && company !== undefined) return acting(acts, undefined, languages)
    if (error.code !== 'access.company_required') throw error
    const [first] = companiesIn(error.details)
    if (first === undefined) throw error
    const { person: known } = await as(first)
    return { me: null, company: undefined, choice: known.memberships.map(({ company: one }) => one) }
  }
}

const companiesIn = (details: unknown): readonly string[] =>
  typeof details === 'object' && details !== null && 'companies' in details && Array.isArray(details.companies) ? details.companies : []

function pageLanguage(tags: readonly (string | null | undefined)[]): PortalLanguage {
  for (const tag of tags) {
    const base = tag?.toLowerCase().split('-')[0]
    const found = portalLanguages.find(({ code }) => code === base)
    if (found) return found.code
  }
  return 'en'
}

function acceptedBy({ headers }: Request): string[] {
  const parts = (headers.get('accept-language') ?? '').slice(0, 500).split(',')
  return parts
    .flatMap((part, index) => {
      const [tag = '', quality = ''] = part.split(';').map((one) => one.trim())
      const weight = quality.startsWith('q=') ? Number(quality.slice(2)) : 1
      return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) && weight > 0 ? [{ tag, weight, index }] : []
    })
    .sort((one, other) => other.weight - one.weight || one.index - other.index)
    .slice(0, 8)
    .map(({ tag }) => tag)
}

/** For the page that says that somebody could not even be recognised. */
export const strangerOf = (site: PortalSite): Reader => ({
  session: undefined,
  me: null,
  company: undefined,
  choice: undefined,
  language: 'en',
  languages: ['en'],
  calendar: undefined,
  look: undefined,
  desk: () => site.asAnybody(['en']),
})
