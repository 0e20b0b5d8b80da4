/** Accents of Latin, Greek and Cyrillic, Hebrew points, Arabic marks with the stroke that lengthens, and what has no width. Signs that are half of a letter (Indic, Thai, kana) stay. */
const leftOut =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g

/** Letters that keyboards, countries or places in the word write differently. Final letters of Hebrew are the letters. */
const variants: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ة: 'ه',
  ۀ: 'ه',
  ە: 'ه',
  ٱ: 'ا',
  ך: 'כ',
  ם: 'מ',
  ן: 'נ',
  ף: 'פ',
  ץ: 'צ',
  ς: 'σ',
  ı: 'i',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
}
const varied = new RegExp(`[${Object.keys(variants).join('')}]`, 'g')

const ascii = /^[\u0021-\u007e]*$/
/** Letters of the six languages that are no more than themselves: what is done to the others would leave them as they are. Nearly all words are of these. */
const plain =
  /^[a-z0-9\u0410-\u044f\u05d0-\u05ea\u0621\u0627-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc\u3041-\u3093\u30a1-\u30f3\u4e00-\u9fff]+$/i
const foreignDigit = /(?![0-9])\p{Nd}/gu
const digit = /\p{Nd}/u
const katakana = /[\u30a1-\u30f6]/g
/** Compatibility forms fall apart into more than letters: `⑴` has brackets, `ﷺ` has spaces. */
const noWord = /[^\p{L}\p{N}\p{M}]/gu

/** `٤` and `۴` and `4` are one digit: digits of a script stand in rows of ten. */
const asciiDigit = (char: string): string => {
  const code = char.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && digit.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String(code - zero)
}

/**
 * A word as it is indexed and asked for, whoever typed it on whatever keyboard: NFKC, lower case, without accents and points, letter variants
 * made one, digits of every script as ASCII, katakana as hiragana in full width. For words without spaces in them.
 */
export function foldWord(word: string): string {
  if (ascii.test(word)) return word.toLowerCase()
  return plain.test(word) ? oneOfVariants(word) : fold(word)
}

/** Every step, for whatever letters there are. */
export function fold(word: string): string {
  const letters = word
    .normalize('NFKD')
    .replaceAll('\u0438\u0306', '\u0439') // й is a letter of its own, and no и with an accent;
    .replaceAll('\u0418\u0306', '\u0439') // ё is е.
    .replace(leftOut, '')
    .replace(noWord, '')
    .normalize('NFC')
  return oneOfVariants(letters).replace(foreignDigit, asciiDigit)
}

const oneOfVariants = (word: string): string =>
  word
    .toLowerCase()
    .replace(varied, (letter) => variants[letter] ?? letter)
    .replace(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
