const SHORTEST = 4
const LONGEST = 24
const letters = /^\p{L}+$/u
const prefixes = [3, 4, 5, 6]
/** From here on two letters may be wrong. */
const LONG = 8

/** Words of which a misspelling is still recognised: letters alone, neither very short nor endless. */
export const isSpelt = (word: string): boolean => letters.test(word) && [...word].length >= SHORTEST && word.length <= LONGEST

/** What leads to a word: itself, itself without one letter, its beginnings. The same for what is stored and what is asked. */
export function variantsOf(word: string): string[] {
  if (!isSpelt(word)) return []
  const all = [...word]
  const shorter = all.map((_, at) => all.filter((_, index) => index !== at).join(''))
  return [...new Set([word, ...shorter, ...beginningsOf(word)])]
}

export const beginningsOf = (word: string): string[] =>
  prefixes.flatMap((length) => (word.length > length ? [`^${word.slice(0, length)}`] : word.length === length ? [`^${word}`] : []))

/** How many letters may differ. */
export const slackOf = (word: string): number => (word.length >= LONG ? 2 : 1)

/** Letters to put in, take out, change or swap with their neighbour; `most` + 1 where there are more. */
export function distance(one: string, other: string, most: number): number {
  const [a, b] = [[...one], [...other]]
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = b.map((_, index) => index)
  last.push(b.length)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    let best = i
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, (before[j - 2] ?? 0) + 1)
      row.push(value)
      best = Math.min(best, value)
    }
    if (best > most) return most + 1
    before = last
    last = row
  }
  return last[b.length] ?? most + 1
}
