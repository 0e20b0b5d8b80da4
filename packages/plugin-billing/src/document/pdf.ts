import { fitted } from './fit.ts'
import { registerFonts, type Script, scriptsOf } from './fonts.ts'
import type { InvoiceDocument } from './invoice-document.ts'
import { pagesOf } from './pages.ts'
import { type Form, type Printed, printed } from './printed.ts'
import type { DocumentLanguage } from './words.ts'

const own: Readonly<Record<DocumentLanguage, Script>> = {
  en: 'latin',
  it: 'latin',
  ru: 'cyrillic',
  he: 'hebrew',
  fa: 'arabic',
  ja: 'japanese',
}
const grey = { color: '#555555', fontSize: 8 }
const widths = ['37%', '15%', '12%', '12%', '8%', '16%'] as const

/** A4, in the language and direction of its reader. What draws is loaded when the first one is asked for: most processes never draw any. */
export async function drawPdf(document: InvoiceDocument, form: Form, language: DocumentLanguage): Promise<Uint8Array> {
  const [{ Document, Font, Page, renderToBuffer, Text, View }, { createElement: h }] = await Promise.all([
    import('@react-pdf/renderer'),
    import('react'),
  ])
  const isRtl = language === 'he' || language === 'fa'
  const page = printed(document, form, language)
  const needed = scriptsOf(page.everything, own[language])
  const { families, forget } = await registerFonts(Font, needed)
  const row = { flexDirection: isRtl ? 'row-reverse' : 'row' } as const
  const between = { ...row, justifyContent: 'space-between' } as const
  const [start, end] = isRtl ? (['right', 'left'] as const) : (['left', 'right'] as const)
  /** Where it stands follows from the page; in which order its words do, from itself. */
  const text = (value: string, style: object = {}, width: number = WIDTH) => {
    const all = { fontSize: FONT, lineHeight: 1.4, textAlign: start, ...style }
    const direction = directionOf(value, isRtl)
    // What breaks words knows English alone, and breaks where fonts change, too: all that has to be broken is.
    const put = { hyphenationCallback: unbroken, hyphenationPenalty: NEVER }
    const lines = fitted(value, width, all.fontSize).split('\n')
    if (lines.length === 1) return h(Text, { ...put, style: { ...all, direction } }, value)
    // Each a text of its own: no font has a letter for a break, and it would be drawn in one that is not embedded.
    return h(View, { style: all }, ...lines.map((line, index) => h(Text, { ...put, style: { direction }, key: index }, line)))
  }
  const cells = (values: readonly string[], style: object = {}, widthOf: readonly string[] = widths) => {
    const numbers = values.length - LAST_NUMBERS[widthOf === widths ? 'lines' : 'sums']
    return values.map((value, index) =>
      text(
        value,
        { ...style, width: widthOf[index], paddingHorizontal: 3, ...(index >= numbers ? { textAlign: end } : {}) },
        (Number.parseFloat(widthOf[index] ?? '100') / 100) * (widthOf === widths ? WIDTH : SUMS) - 6,
      ),
    )
  }
  const party = ({ label, name, lines }: Printed['parties'][number]) =>
    h(
      View,
      { style: { width: '48%' }, key: label },
      text(label, grey, HALF),
      text(name, { fontWeight: 700 }, HALF),
      ...lines.map((line) => text(line, {}, HALF)),
    )
  const pair = ([label, value]: readonly [string, string]) =>
    h(
      View,
      { style: { ...row }, key: label },
      h(View, { style: { width: '22%' } }, text(label, { color: '#555555' })),
      h(View, { style: { width: '78%' } }, text(value, {}, WIDTH * 0.78)),
    )
  const sum = ([label, value]: readonly [string, string], isBold: boolean) =>
    h(
      View,
      { style: { ...between, paddingVertical: 1, fontWeight: isBold ? 700 : 400 }, key: label },
      text(label),
      text(value, { textAlign: end }),
    )
  const line = ({ values, note }: Printed['lines'][number], index: number) =>
    h(
      View,
      { style: { borderBottomWidth: 0.5, borderBottomColor: '#cccccc', paddingVertical: 3 }, wrap: false, key: index },
      h(View, { style: row }, ...cells(values)),
      ...(note === null ? [] : [h(View, { style: { paddingHorizontal: 3 } }, text(note, grey))]),
    )
  const top = [
    text(page.title, { fontSize: 18, lineHeight: 1.3, fontWeight: 700, marginBottom: 10 }),
    h(View, { style: between }, ...page.parties.map(party)),
    h(View, { style: { marginTop: 12, marginBottom: 14 } }, ...page.facts.map(pair)),
  ]
  const sums = h(
    View,
    { style: { marginTop: 12, width: '55%', alignSelf: isRtl ? 'flex-start' : 'flex-end' }, wrap: false },
    ...(page.taxes.length ? [h(View, { style: row }, ...cells(page.taxHead, grey, thirds))] : []),
    ...page.taxes.map((values, index) => h(View, { style: row, key: index }, ...cells(values, {}, thirds))),
    h(
      View,
      { style: { borderTopWidth: 0.5, marginTop: 3, paddingTop: 2, paddingHorizontal: 3 } },
      sum(page.net, false),
      sum(page.tax, false),
      sum(page.gross, true),
    ),
  )
  const signature = ({ label, name }: Printed['parties'][number]) =>
    h(
      View,
      { style: { width: '45%', borderTopWidth: 0.5, paddingTop: 3 }, key: label },
      text(`${label}: ${name}`, {}, HALF),
      text(page.signature, grey, HALF),
    )
  const bottom = [
    sums,
    h(View, { style: { marginTop: 14 } }, ...page.notes.map((note) => text(note))),
    ...(form === 'act' ? [h(View, { style: { ...between, marginTop: 48 }, wrap: false }, ...page.parties.map(signature))] : []),
  ]
  const under = {
    ...grey,
    position: 'absolute',
    bottom: 24,
    left: 42,
    right: 42,
    textAlign: end,
    direction: isRtl ? 'rtl' : 'ltr',
  } as const
  const numbered = (number: number, all: number) => h(Text, { style: under, fixed: true }, page.footer(number, all))
  const counted = h(Text, {
    style: under,
    fixed: true,
    render: ({ pageNumber, totalPages }: { pageNumber: number; totalPages: number }) => page.footer(pageNumber, totalPages),
  })
  const head = h(
    View,
    { style: { ...row, borderBottomWidth: 1, paddingVertical: 3 }, fixed: true },
    ...cells(page.head, { fontWeight: 700 }),
  )
  const pages = pagesOf(page)
  // The same document has the same bytes: it was made on the day that stands on it.
  const made = new Date(`${document.issuedOn}T00:00:00.000Z`)
  const render = (isCounted: boolean): Promise<Buffer> => {
    const leaves = pages.map((lines, index) =>
      h(
        Page,
        { size: 'A4', style: { padding: 42, paddingBottom: 56, fontFamily: families }, key: index },
        ...(index === 0 ? top : []),
        head,
        ...lines.map(line),
        ...(index === pages.length - 1 ? bottom : []),
        isCounted ? counted : numbered(index + 1, pages.length),
      ),
    )
    const about = { creationDate: made, modificationDate: made, producer: 'Deskwright', creator: 'Deskwright' }
    return renderToBuffer(h(Document, { title: page.title, language, ...about }, ...leaves))
  }
  try {
    const drawn = await render(false)
    if (pagesIn(drawn) === pages.length) return new Uint8Array(drawn)
    // Something is higher than was thought, and took a page more. What counts pages by itself lays each of them out twice as often.
    return new Uint8Array(await render(true))
  } finally {
    forget()
  }
}

const pagesIn = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length ?? 0
const unbroken = (word: string): string[] => [word]
const NEVER = 10_000
/** In points: letters, the width of the page inside its margins, half of it, and of the sums. */
const [FONT, WIDTH, HALF, SUMS] = [9, 511, 235, 281] as const
const LAST_NUMBERS = { lines: 4, sums: 2 } as const
const thirds = ['36%', '32%', '32%'] as const

/** Of its first letter, as browsers do by `dir="auto"`: a text without any is as the page. */
const directionOf = (value: string, isRtl: boolean): 'rtl' | 'ltr' => {
  const [first] = /\p{L}/u.exec(value) ?? []
  if (first === undefined) return isRtl ? 'rtl' : 'ltr'
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.test(first) ? 'rtl' : 'ltr'
}
