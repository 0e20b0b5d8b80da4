import { foldedText } from '@deskwright/core'
import type { PrivateFinding } from './schemas.ts'

type Kind = PrivateFinding['kind']
export interface Found {
  readonly kind: Kind
  readonly start: number
  readonly end: number
  readonly text: string
}

/** What tells of somebody by its form alone. Lengths are bounded, so that no text takes long. */
const forms: readonly (readonly [Kind, RegExp])[] = [
  ['secret', /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g],
  // "password: x", in the six languages of the desk.
  [
    'secret',
    /(?:pass(?:word|code|phrase)?|pwd|pin|token|secret|api[ _-]?key|סיסמ[הא]|סיסמתי|رمز(?:\s?عبور)?|گذرواژه|パスワード|暗証番号|parola d'ordine|chiave|парол[ьяюе]м?|пин-?код)\s{0,3}(?:is|[:=：]|היא|است|は|è|это)\s{0,3}\S{1,200}/giu,
  ],
  [
    'secret',
    /\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,100}|xox[abprs]-[A-Za-z0-9-]{10,100}|sk-[A-Za-z0-9_-]{20,100}|eyJ[A-Za-z0-9_-]{10,500}\.[A-Za-z0-9_-]{10,500}\.[A-Za-z0-9_-]{0,500})/g,
  ],
  ['secret', /\b(?=[A-Za-z0-9+/_-]{0,64}\d)(?=[A-Za-z0-9+/_-]{0,64}[a-z])(?=[A-Za-z0-9+/_-]{0,64}[A-Z])[A-Za-z0-9+/_-]{32,512}/g],
  ['email', /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,190}\.[\p{L}]{2,24}/gu],
  ['account', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g],
  ['address', /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g],
  ['address', /(?<![0-9a-f:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![0-9a-f:])/gi],
  ['phone', /(?<![\p{L}\p{N}])\+?[\p{Nd}(][\p{Nd}() \u00a0./-]{5,24}\p{Nd}(?![\p{L}\p{N}])/gu],
]

const digitsOf = (text: string): number => text.match(/\p{Nd}/gu)?.length ?? 0
const looksLikeDate = (text: string): boolean => /^\(?\d{4}[-./]\d{1,2}[-./]\d{1,2}|^\d{1,2}[./]\d{1,2}[./]\d{2,4}\)?$/.test(text.trim())

/** Addresses, numbers and secrets in a text, and the names that are given; what lies inside another finding is left out. */
export function findPrivate(text: string, names: readonly string[]): Found[] {
  const found: Found[] = []
  const add = (kind: Kind, start: number, match: string): void => {
    const end = start + match.length
    if (!found.some((one) => start < one.end && one.start < end)) found.push({ kind, start, end, text: match })
  }
  for (const [kind, form] of forms)
    for (const match of text.matchAll(form)) {
      const digits = digitsOf(match[0])
      if (kind === 'phone' && (digits < 7 || digits > 16 || looksLikeDate(match[0]))) continue
      add(kind === 'phone' && digits >= 13 ? 'account' : kind, match.index, match[0])
    }
  for (const name of namePatterns(names)) for (const match of text.matchAll(name)) add('name', match.index, match[0])
  return found.sort((a, b) => a.start - b.start)
}

/** A name as a whole, and each part of it that is long enough to be one. Japanese has no spaces around it. */
function namePatterns(names: readonly string[]): RegExp[] {
  const parts = new Set(
    names.flatMap((name) => [name.trim(), ...name.split(/[\s,]+/)]).filter((part) => [...part].length >= (isDense(part) ? 2 : 3)),
  )
  return [...parts]
    .sort((a, b) => b.length - a.length)
    .slice(0, 500)
    .map((part) => {
      const words = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      // Behind a name Russian has its case; before it Hebrew has a letter or two.
      return isDense(part) ? new RegExp(words, 'giu') : new RegExp(`(?<![\\p{L}\\p{N}])[והבלכמש]{0,2}${words}(?![\\p{L}\\p{N}]{4})`, 'giu')
    })
}
const isDense = (text: string): boolean => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)

/** As many letters of a note in a row stand in no other text by chance. */
const WINDOW = 24

/** Whether something of an internal note stands in the text, whatever its case, spaces and signs. */
export function holdsPartOf(text: string, note: string): boolean {
  const [own, other] = [foldedText(text, ''), foldedText(note, '')]
  const length = Math.min(WINDOW, other.length)
  if (length < 8) return length > 0 && own === other
  const windows = new Set<string>()
  for (let start = 0; start + length <= own.length; start += 1) windows.add(own.slice(start, start + length))
  for (let start = 0; start + length <= other.length; start += 1) if (windows.has(other.slice(start, start + length))) return true
  return false
}
