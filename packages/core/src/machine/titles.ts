import type { Title, Titles } from './ticket-type.ts'

export const titlesOf = (title: Title): Titles => (typeof title === 'string' ? { en: title } : title)

/** The text for a reader: the exact tag, else shorter ones (`he-IL` → `he`), else English. */
export const titleIn = (titles: Titles, language: string | null | undefined): string => {
  for (let tag = language ?? ''; tag; tag = tag.slice(0, Math.max(tag.lastIndexOf('-'), 0))) {
    const text = Object.hasOwn(titles, tag) ? titles[tag] : undefined
    if (text) return text
  }
  return titles.en
}
