import { coreError } from '../error/core-errors.ts'
import type { TicketTypeExtension, TicketTypeSpec } from '../machine/ticket-type.ts'
import type { InstalledPlugin } from '../plugin/plugin-spec.ts'
import { coreCatalogues } from '../text/core-catalogues.ts'
import { canonicalTag } from '../text/language.ts'
import { type Catalogue, TextBook, type TextSettings } from '../text/text-book.ts'
import { withTitles } from '../text/type-titles.ts'
import { variablesOf } from '../text/variables.ts'
import type { Faults } from './fault.ts'

/** What the host says about languages, with everything filled in. */
export interface TextOptions extends TextSettings {
  readonly texts: Catalogue
}

/** What is declared elsewhere and has a title or a sentence: a text for it may stand in any catalogue. */
export interface DeclaredTexts {
  readonly events: Iterable<string>
  readonly permissions: Iterable<string>
  readonly roles: Iterable<string>
  readonly types: readonly (TicketTypeSpec | TicketTypeExtension)[]
}

/** Core's texts, those of plugins in their order, the host's: the later ones count. */
export const textBook = (plugins: readonly InstalledPlugin[], { texts, ...settings }: TextOptions, faults: Faults): TextBook => {
  checkSettings(settings, faults)
  return new TextBook([...coreCatalogues, ...plugins.flatMap(({ texts }): Catalogue[] => (texts ? [texts] : [])), texts], settings)
}

function checkSettings({ language, timeZone, calendars }: TextSettings, faults: Faults): void {
  const bad = (option: string, value: string, expected: string) => faults.add(coreError('text.bad_setting', { option, value, expected }))
  if (!canonicalTag(language)) bad('language', language, "a BCP 47 tag, such as 'fa' or 'pt-BR'")
  if (!isTimeZone(timeZone)) bad('timeZone', timeZone, "an IANA name, such as 'Asia/Tehran'")
  const chosen = Object.entries(calendars)
  // Each look into Intl's data makes pages of it resident, and most desks say nothing here.
  if (chosen.length === 0) return
  const known = Intl.supportedValuesOf('calendar')
  for (const [tag, calendar] of chosen)
    if (!canonicalTag(tag) || !known.includes(calendar)) bad('dateCalendars', `${tag}: ${calendar}`, `one of ${known.join(', ')}`)
}

function isTimeZone(name: string): boolean {
  if (name === 'UTC') return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Refuses texts that nobody would ever read, and messages that could not be read when somebody does. */
export function checkTexts(
  plugins: readonly InstalledPlugin[],
  host: Catalogue,
  declared: DeclaredTexts,
  faults: Faults,
): ReadonlySet<string> {
  const titles = titleKeys(declared)
  // Core's own messages are read when a text takes the place of one: that all of them are right, tests have seen.
  const messages = new Map<string, () => ReadonlySet<string> | undefined>()
  for (const catalogue of coreCatalogues)
    for (const [key, message] of Object.entries(catalogue.en ?? {})) messages.set(key, () => variablesOf('en', key, message))
  for (const [code, message] of errorSentences) messages.set(`error:${code}`, () => new Set(placeholdersOf(message)))
  for (const { id, texts } of plugins)
    for (const [key, message] of Object.entries(texts?.en ?? {}))
      if (key.startsWith(`${id}.`)) {
        const variables = faults.catch(() => variablesOf('en', key, message))
        messages.set(key, () => variables)
      }
  const owned = [...plugins.map(({ id, texts = {} }) => ({ owner: id, texts })), { owner: 'host', texts: host }]
  for (const { owner, texts } of owned)
    for (const [language, catalogue] of Object.entries(texts)) {
      if (canonicalTag(language) !== language)
        faults.add(
          coreError('text.bad_setting', {
            option: `texts of ${owner}`,
            value: language,
            expected: "languages by their BCP 47 tags, such as 'fa' or 'pt-BR'",
          }),
        )
      for (const [key, message] of Object.entries(catalogue)) {
        if (titles.has(key) || isPluginError(key, plugins)) continue
        if (!messages.has(key)) faults.add(unknownKey(owner, key, plugins))
        else faults.catch(() => checkMessage(language, key, message, messages.get(key)?.()))
      }
    }
  return new Set([...titles, ...messages.keys()])
}

function checkMessage(language: string, key: string, message: string, known: ReadonlySet<string> | undefined): void {
  for (const variable of variablesOf(language, key, message))
    if (known && !known.has(variable))
      throw coreError('text.unknown_variable', { key, language, variable, known: [...known].join(', ') || 'none' })
}

const unknownKey = (owner: string, key: string, plugins: readonly InstalledPlugin[]) =>
  plugins.some(({ id }) => key.startsWith(`${id}.`))
    ? coreError('text.no_english', { owner, key })
    : coreError('text.unknown_key', { owner, key })

/** The errors of a plugin are in a registry of its own, which core does not know. */
const isPluginError = (key: string, plugins: readonly InstalledPlugin[]): boolean =>
  plugins.some(({ id }) => key.startsWith(`error:${id}.`))

const errorSentences = Object.entries(coreError.table).map(([code, [, message]]) => [code, message] as const)
const placeholdersOf = (message: string): string[] => [...message.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? [])

/** Keys of texts that are plain titles. */
function titleKeys({ events, permissions, roles, types }: DeclaredTexts): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const name of events) keys.add(`event:${name}`)
  for (const name of permissions) keys.add(`permission:${name}`)
  for (const name of roles) keys.add(`role:${name}`)
  for (const spec of types)
    withTitles(spec, (key, title) => {
      keys.add(key)
      return title
    })
  for (const catalogue of coreCatalogues) for (const key of Object.keys(catalogue.he ?? {})) if (key.startsWith('fault:')) keys.add(key)
  return keys
}
