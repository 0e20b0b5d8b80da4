const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u
const letter = /\p{L}/u

export type Direction = 'ltr' | 'rtl'

/** Which way a block goes: by its first letter, and without one the way of what is around it. */
export function directionOfText(text: string, around: Direction): Direction {
  const [first] = text.match(letter) ?? []
  if (first === undefined) return around
  return rightToLeft.test(first) ? 'rtl' : 'ltr'
}
