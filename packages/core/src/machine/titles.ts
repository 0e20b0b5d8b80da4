import type { Title, Titles } from './ticket-type.ts'

export const titlesOf = (title: Title): Titles => (typeof title === 'string' ? { en: title } : title)

/** The text for a reader of these languages, best first: for each the exact tag, else shorter ones (`he-IL` → `he`), else English. */
export const titleIn = (titles: Titles, languages: string | null | undefined | readonly string[]): string => {
  if (typeof languages === 'string') return textIn(titles, languages) ?? titles.en
  for (const language of languages ?? []) {
    const text = textIn(titles, language)
    if (text) return text
  }
  return titles.en
}

const textIn = (titles: Titles, language: string): string | undefined => {
  for (let tag = language; tag; tag = tag.slice(0, Math.max(tag.lastIndexOf('-'), 0))) {
    const text = Object.hasOwn(titles, tag) ? titles[tag] : undefined
    if (text) return text
  }
  return undefined
}
