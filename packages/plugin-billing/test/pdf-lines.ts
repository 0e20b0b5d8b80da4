import { inflateSync } from 'node:zlib'

/** What stands beside each other on a page, from left to right as the eye meets it, whatever direction it is read in. */
export interface SeenLine {
  readonly page: number
  readonly text: string
  /** Of each letter, its form: the same letter at the start, in the middle and at the end of a word has three. */
  readonly forms: readonly string[]
}
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

const times = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
]

const matrixOf = (operands: readonly string[]): Matrix => {
  const [a, b, c, d, e, f] = operands.slice(-6).map(Number)
  return [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0]
}

/** Reads letters back out of a PDF as our writer makes it: by position, and by the table of each font that says which glyph is which letter. */
export function linesOfPdf(pdf: Uint8Array): SeenLine[] {
  const file = Buffer.from(pdf).toString('latin1')
  const objects = new Map([...file.matchAll(/(\d+) 0 obj\n(.*?)\nendobj/gs)].map(([, id = '', body = '']) => [id, body]))
  const streamOf = (id: string): string => {
    const [, packed = ''] = /stream\n(.*)\nendstream/s.exec(objects.get(id) ?? '') ?? []
    return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
  }
  const lettersOf = (id: string): string[] => {
    const [, table = ''] = /ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '') ?? []
    return [...streamOf(table).matchAll(/\[((?:<[0-9a-f ]*>\s*)+)\]/g)].flatMap(([, all = '']) =>
      [...all.matchAll(/<([0-9a-f ]*)>/g)].map(([, units = '']) =>
        units.replaceAll(' ', '').replaceAll(/..../g, (unit) => String.fromCharCode(Number.parseInt(unit, 16))),
      ),
    )
  }
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\n/.test(body))
  return pages.flatMap((body, page) => {
    const [, contents = ''] = /\/Contents (\d+) 0 R/.exec(body) ?? []
    const [, resources = ''] = /\/Resources (\d+) 0 R/.exec(body) ?? []
    const fonts = new Map(
      [...(objects.get(resources) ?? '').matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, lettersOf(id)]),
    )
    const seen: { x: number; y: number; font: string; glyphs: number[] }[] = []
    let matrix: Matrix = [1, 0, 0, 1, 0, 0]
    const kept: Matrix[] = []
    let [at, font]: [Matrix, string] = [matrix, '']
    for (const line of streamOf(contents).split('\n')) {
      const words = line.split(' ')
      const operator = words.at(-1)
      if (operator === 'q') kept.push(matrix)
      else if (operator === 'Q') matrix = kept.pop() ?? matrix
      else if (operator === 'cm') matrix = times(matrixOf(words.slice(0, -1)), matrix)
      else if (operator === 'Tm') at = matrixOf(words.slice(0, -1))
      else if (operator === 'Tf') font = words[0]?.slice(1) ?? ''
      else if (operator === 'TJ') {
        const [, , , , x, y] = times(at, matrix)
        const glyphs = [...line.matchAll(/<([0-9a-f]*)>/g)].flatMap(([, hex = '']) =>
          (hex.match(/..../g) ?? []).map((one) => Number.parseInt(one, 16)),
        )
        seen.push({ x, y: Math.round(y), font, glyphs })
      }
    }
    const rows = Map.groupBy(seen, ({ y }) => y)
    return [...rows]
      .sort(([a], [b]) => b - a)
      .map(([, parts]) => {
        const inOrder = parts.sort((a, b) => a.x - b.x)
        const letters = inOrder.flatMap((part) =>
          part.glyphs.map((glyph) => ({ form: `${part.font} ${glyph}`, letter: fonts.get(part.font)?.[glyph] ?? '?' })),
        )
        return { page: page + 1, text: letters.map(({ letter }) => letter).join(''), forms: letters.map(({ form }) => form) }
      })
  })
}
