/** Letters that are as wide as they are high, as those of Chinese and Japanese are. */
const WIDE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\ufffd]/u
/** What no line begins with. */
const CLOSING =
  /^[\u3001\u3002\uff0c\uff0e\uff09\u300d\u300f\u3011\u30fc\u3041\u3043\u3045\u3047\u3063\u3083\u3085\u3087\u30a1\u30a3\u30a5\u30a7\u30c3\u30e3\u30e5\u30e7]/u
const BROAD = /[%@MWmwЖМШЩФЮжмшщфю]/u
const CAPITAL = /[A-ZÀ-ÞЀ-ЯΑ-Ω\u0590-\u05ff\ufb50-\ufdff]/u

/** In widths of a letter that is as wide as high; rather too much, as fonts differ. */
const widthIn = (letter: string): number => (WIDE.test(letter) ? 1 : BROAD.test(letter) ? 0.95 : CAPITAL.test(letter) ? 0.75 : 0.62)
const widthOf = (text: string): number => Array.from(text, widthIn).reduce((sum, width) => sum + width, 0)

/**
 * A text with breaks where nothing else would break it: in words that are wider than their column, and between letters of a text without spaces. What lays
 * out would put a hyphen there, which in a number or in Japanese is a letter that nobody wrote. `width` is in points.
 */
export function fitted(text: string, width: number, fontSize: number): string {
  const most = Math.max(1, width / fontSize)
  return text.split(/( +)/).reduce<Fitted>((line, part) => (part.startsWith(' ') ? spaced(line, part, most) : added(line, part, most)), {
    text: '',
    used: 0,
  }).text
}

interface Fitted {
  readonly text: string
  /** Of the last line, in widths of a letter that is as wide as high. */
  readonly used: number
}

const spaced = ({ text, used }: Fitted, space: string, most: number): Fitted =>
  used > most ? { text: text + space, used: 0 } : { text: text + space, used: used + space.length * 0.3 }

function added({ text, used }: Fitted, word: string, most: number): Fitted {
  const width = widthOf(word)
  const isWide = WIDE.test(word)
  if (!isWide && width <= most) return { text: text + word, used: used + width > most ? width : used + width }
  // A word that is too wide begins a line of its own, a Japanese text goes on where the line ends.
  let [whole, left] = isWide || text === '' ? [text, used] : [`${text.trimEnd()}\n`, 0]
  for (const unit of unitsOf(word)) {
    const size = widthOf(unit)
    if (left + size > most && left > 0 && !CLOSING.test(unit)) {
      whole += '\n'
      left = 0
    }
    whole += unit
    left += size
  }
  return { text: whole, used: left }
}

/** Letters with what stands on them; a short number or Latin name inside of Japanese is kept together. */
const unitsOf = (word: string): string[] =>
  word
    .split(/([!-~]+)/)
    .flatMap((part) => (/^[!-~]{1,16}$/.test(part) && part !== word ? [part] : Array.from(letters.segment(part), ({ segment }) => segment)))
const letters = new Intl.Segmenter('und', { granularity: 'grapheme' })
