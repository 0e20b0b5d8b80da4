import type { Turn } from './context.ts'

/** The reader's choice, on this browser; in their settings it is also the desk's. Back to where they were: only ever to a path of the portal's. */
export function languageTurn(fields: ReadonlyMap<string, readonly string[]>): Turn {
  const language = fields.get('language')?.[0] ?? ''
  const back = fields.get('back')?.[0] ?? '/'
  const goTo = /^\/(?![/\\])[\w\-./?=&%+~:,@]*$/.test(back) && !back.includes('..') ? (back as '/') : '/'
  return { goTo, keep: /^[a-z]{2}$/.test(language) ? { deskportal_language: language } : {} }
}
