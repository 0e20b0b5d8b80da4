/** `pt-BR` → `pt-BR`, `pt`. */
export const withShorter = (tag: string): string[] => {
  const tags: string[] = []
  for (let rest = tag; rest; rest = rest.slice(0, Math.max(rest.lastIndexOf('-'), 0))) tags.push(rest)
  return tags
}

/** As BCP 47 spells it (`pt-br` → `pt-BR`, `iw` → `he`); undefined for what is no language tag. */
export function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}

/** More than anybody reads; a header may have thousands. */
const MAX_ACCEPTED = 10

/** Languages of an `Accept-Language` header, best first; what is refused (`q=0`), `*` and what is no tag is left out. */
export function acceptedLanguages(header: string | null): readonly string[] {
  if (!header) return []
  const weighed = header
    .slice(0, 1000)
    .split(',')
    .flatMap((part, index) => {
      const [name = '', ...rest] = part.split(';').map((piece) => piece.trim())
      const tag = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(name) ? canonicalTag(name) : undefined
      const quality = /^q=([01](?:\.\d{0,3})?)$/i.exec(rest[0] ?? 'q=1')
      const weight = quality ? Number(quality[1]) : 0
      return tag && weight > 0 ? [{ tag, weight, index }] : []
    })
  weighed.sort((a, b) => b.weight - a.weight || a.index - b.index)
  return [...new Set(weighed.map(({ tag }) => tag))].slice(0, MAX_ACCEPTED)
}

export type Direction = 'ltr' | 'rtl'
const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi'])

/** Which way a language is written: for `dir` on pages and mails. */
export function directionOf(language: string): Direction {
  const tag = canonicalTag(language)
  const script = tag === undefined ? undefined : new Intl.Locale(tag).maximize().script
  return script !== undefined && rightToLeft.has(script) ? 'rtl' : 'ltr'
}
