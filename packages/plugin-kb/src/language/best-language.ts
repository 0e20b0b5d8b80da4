/** As BCP 47 spells it: `pt-br` → `pt-BR`, `iw` → `he`. What is no tag stays, and is found under itself. */
export function canonicalLanguage(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag
  } catch {
    return tag
  }
}

/**
 * The first language of the list that there is; for each the exact tag, then a wider one (`fa-IR` → `fa`), then a sibling (`pt` → `pt-BR`).
 * Undefined: none of them.
 */
export function bestLanguage(wanted: readonly string[], there: readonly string[]): string | undefined {
  for (const one of wanted) {
    const tag = canonicalLanguage(one)
    const shorter = tag.split('-')[0] ?? tag
    const found = there.find((language) => language === tag) ?? there.find((language) => language === shorter)
    if (found !== undefined) return found
    const sibling = there.find((language) => language.split('-')[0] === shorter)
    if (sibling !== undefined) return sibling
  }
  return undefined
}

/** Which way a language is written. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  try {
    return rightToLeft.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr'
  } catch {
    return 'ltr'
  }
}
const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi'])
