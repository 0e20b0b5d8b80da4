import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { sfntOf } from './sfnt.ts'

/** Scripts that documents are written in, each with the letters that ask for its font. Latin is always there: digits are of it. */
const scripts = {
  latin: { file: 'noto-sans/files/noto-sans-latin', letters: /./u },
  latinExtended: { file: 'noto-sans/files/noto-sans-latin-ext', letters: /[\u0100-\u02af\u1e00-\u1eff\u20a0-\u20bf]/u },
  greek: { file: 'noto-sans/files/noto-sans-greek', letters: /[\u0370-\u03ff]/u },
  cyrillic: { file: 'noto-sans/files/noto-sans-cyrillic', letters: /[\u0400-\u045f\u0490-\u0491\u04b0-\u04b1\u2116]/u },
  hebrew: { file: 'noto-sans-hebrew/files/noto-sans-hebrew-hebrew', letters: /[\u0590-\u05ff\ufb1d-\ufb4f]/u },
  arabic: { file: 'vazirmatn/files/vazirmatn-arabic', letters: /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]/u },
  japanese: { file: 'biz-udpgothic/files/biz-udpgothic-japanese', letters: /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/u },
} as const
export type Script = keyof typeof scripts
/** What some font has, and spaces; letters of others would lie on top of each other. */
const unwritten = new RegExp(
  `[^ -\\u00ff\\u200c\\u200d\\u2010-\\u2044\\ufffd${Object.values(scripts)
    .slice(1)
    .map(({ letters }) => letters.source.slice(1, -1))
    .join('')}]`,
  'gu',
)
/** Letters that no font of ours has are marked as such. */
export const written = (text: string): string => text.replaceAll(unwritten, '\ufffd')
const names = Object.keys(scripts) as Script[]
const weights = [400, 700] as const

/**
 * The fonts that a text needs, its reader's own script first: names and descriptions are in any script, whatever the language of the document. One that is
 * not needed is not read either: the Japanese one is 1.7 MB.
 */
export function scriptsOf(text: string, first: Script): Script[] {
  const needed = names.filter((name) => name === 'latin' || scripts[name].letters.test(text))
  return needed.includes(first) ? [first, ...needed.filter((name) => name !== first)] : needed
}

/** Files of the packages that this one depends on, with their licences (SIL Open Font License, which allows what is embedded in documents). */
const placeOf = createRequire(import.meta.url).resolve

interface FontStore {
  getRegisteredFonts(): object
  register(spec: object): void
}

export interface PageFonts {
  /** By their names in the store, in the order in which letters look for theirs. */
  readonly families: string[]
  /** Takes them out of the store again. */
  forget(): void
}

/**
 * Fonts of a document's own, read when its text needs them. The library would share them between documents, and then a letter that was drawn before as a
 * part of another one (the seen in a sheen) has no text any more for whoever searches, copies or listens. Where a process draws documents of its own by
 * the same library, names must not meet either.
 */
export async function registerFonts(store: FontStore, needed: readonly Script[]): Promise<PageFonts> {
  const read = needed.map(async (name) => {
    const fonts = weights.map(async (fontWeight) => {
      const woff = await readFile(placeOf(`@fontsource/${scripts[name].file}-${fontWeight}-normal.woff`))
      const font = sfntOf(woff, `Deskwright-${name}-${fontWeight}`)
      return { src: `data:font/ttf;base64,${font.toString('base64')}`, fontWeight }
    })
    return { name, fonts: await Promise.all(fonts) }
  })
  const all = await Promise.all(read)
  const known = store.getRegisteredFonts()
  // From here on nothing waits, so that no other document takes the same number.
  let number = 1
  while (all.some(({ name }) => familyOf(name, number) in known)) number += 1
  const families = all.map(({ name, fonts }) => {
    const family = familyOf(name, number)
    store.register({ family, fonts })
    return family
  })
  const forget = (): void => {
    for (const family of families) Reflect.deleteProperty(known, family)
  }
  return { families, forget }
}
const familyOf = (script: Script, number: number): string => `deskwright ${script} ${number}`
