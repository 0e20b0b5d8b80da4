const cyrillicEnding =
  /(?:иями|ями|ами|иях|ием|его|ого|ему|ому|ыми|ими|ией|ах|ях|ов|ев|ей|ой|ий|ый|ая|яя|ое|ее|ые|ие|ом|ем|ам|ям|ую|юю|ия|ии|ию|а|я|о|е|ы|и|у|ю|ь|й)$/
const latinWord = /^[a-z]+$/
const cyrillicWord = /^[\u0430-\u04ff]+$/

/**
 * The part of a folded word that stays when it is counted or declined, as far as that can be said without knowing the language:
 * `printers` and `printer`, `stampanti` and `stampante`, `принтера` and `принтер` are one. Light on purpose: what is cut too short finds too much.
 */
export function stem(word: string): string {
  if (latinWord.test(word)) return stemLatin(word)
  return cyrillicWord.test(word) ? stemCyrillic(word) : word
}

function stemLatin(word: string): string {
  if (word.length < 4) return word
  let base = word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
  if (base.length >= 7 && base.endsWith('en')) return base.slice(0, -2)
  if (base.length >= 4 && /[aeiou]$/.test(base)) base = base.slice(0, -1)
  return base
}

const SHORTEST_STEM = 3

function stemCyrillic(word: string): string {
  const [ending] = cyrillicEnding.exec(word) ?? []
  return ending !== undefined && word.length - ending.length >= SHORTEST_STEM ? word.slice(0, -ending.length) : word
}
