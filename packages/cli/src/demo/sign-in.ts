import type { Desk, Person } from '@deskwright/core'
import { everyItem } from '../every-item.ts'
import { personPrefix } from '../population/population.ts'
import { sampleLanguages } from './sample/sample-languages.ts'

/** Somebody whom one can be, with what they may. */
export interface DemoPerson {
  readonly key: string
  readonly name: string
  readonly language: string | null
  readonly companies: readonly { readonly id: string; readonly name: string }[]
  /** Roles besides the customer of own tickets that everybody is. */
  readonly roles: readonly string[]
}

const byKey = new Intl.Collator('en', { numeric: true })
const languages = sampleLanguages.map(({ language }) => language)
/** Somebody with a foot in two companies has to say more with each request, so they come after those of one. */
const place = ({ language, companies }: DemoPerson): number =>
  (language === null ? languages.length + 1 : languages.indexOf(language)) + (companies.length > 1 ? languages.length + 2 : 0)

const bearer = new RegExp(`^Bearer\\s+${personPrefix}(\\S+)$`, 'i')
/** For browsers, set by the start page: a session without a password, as everything here. */
export const demoCookie = 'deskdemo_person'
const inCookie = new RegExp(`(?:^|;)\\s*${demoCookie}=([A-Za-z0-9_.-]+)`)

/** The demo host's own session: `Authorization: Bearer demo:<person>` is whoever it says. For a desk of sample people on one's own machine, and nothing else. */
export class SignIn {
  #people: ReadonlyMap<string, DemoPerson> = new Map()

  /** The languages of the sample in their order; people without one, such as those of a log, after. */
  get people(): readonly DemoPerson[] {
    return [...this.#people.values()].sort((a, b) => place(a) - place(b) || byKey.compare(a.key, b.key))
  }

  /** Learns who is in the desk: nobody else can sign in. */
  async learn(desk: Desk): Promise<void> {
    this.#people = await peopleOf(desk)
  }

  /** Whether somebody of this name can be signed in. */
  knows(key: string): boolean {
    return this.#people.has(key)
  }

  identify(request: Request): Person | null {
    const authorization = request.headers.get('authorization')
    const [, key = ''] = (authorization === null ? inCookie.exec(request.headers.get('cookie') ?? '') : bearer.exec(authorization)) ?? []
    const found = this.#people.get(key)
    if (!found) return null
    const { name, language } = found
    return { externalId: `${personPrefix}${key}`, name, ...(language === null ? {} : { language }) }
  }
}

async function peopleOf(desk: Desk): Promise<Map<string, DemoPerson>> {
  const { people, access } = desk.system('demo sign-in')
  const roles = new Map<string, string[]>()
  for await (const { person, roleId, source } of everyItem((place) => access.grants(place)))
    if (source !== 'default') roles.set(person.id, [...new Set([...(roles.get(person.id) ?? []), roleId])])
  const found = new Map<string, DemoPerson>()
  for await (const { id, externalId, kind, name, language, memberships } of everyItem((place) =>
    people.list({ ...place, isActive: true }),
  )) {
    if (!externalId?.startsWith(personPrefix) || kind !== 'person') continue
    const key = externalId.slice(personPrefix.length)
    found.set(key, { key, name, language, companies: memberships.map(({ company }) => company), roles: roles.get(id) ?? [] })
  }
  return found
}
