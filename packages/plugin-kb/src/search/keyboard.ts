import { queryTerms } from '@deskwright/core'

const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
const layouts = ["/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ.", 'йцукенгшщзхъфывапролджэячсмитьбю', 'ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو.']

const tables: readonly ReadonlyMap<string, string>[] = layouts.flatMap((layout) => {
  const keys = [...layout]
  return [
    new Map([...latin].map((key, at) => [key, keys[at] ?? key])),
    new Map(keys.flatMap((key, at) => (/\p{L}/u.test(key) ? [[key, latin[at] ?? key] as const] : []))),
  ]
})

/** What was meant where the keyboard stood at another language: the words of a piece without spaces, once for each language. */
export function onOtherKeyboards(piece: string): string[][] {
  const lower = piece.toLowerCase()
  return tables.flatMap((table) => {
    const other = [...lower].map((key) => table.get(key) ?? key).join('')
    if (other === lower) return []
    const tokens = queryTerms(other).flatMap(({ forms }) => forms.slice(0, 1))
    return tokens.length ? [tokens] : []
  })
}
