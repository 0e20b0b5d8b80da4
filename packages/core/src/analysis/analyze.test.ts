import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findForms, foldedText, indexTokens, queryTerms } from './analyze.ts'

const finds = (text: string, question: string): boolean => {
  const tokens = indexTokens(text)
  const terms = queryTerms(question)
  return terms.length > 0 && terms.every(({ forms }) => forms.some((form) => tokens.has(form)))
}

describe('what is found by what', () => {
  it.each([
    // Hebrew: behind the words that are written in front, with final letters, points and acronyms
    ['והמדפסת בקומה השנייה לא עובדת', 'מדפסת'],
    ['מהמחשב שלי', 'מחשב'],
    ['כשהשרת נפל', 'שרת'],
    ['אין גישה לשרת', 'השרת'],
    ['בגן', 'גן'],
    ['שָׁלוֹם', 'שלום'],
    ['קצין בצה"ל', 'צה״ל'],
    // Persian and Arabic
    ['چاپگر كار نمي‌كند', 'کار نمی‌کند'],
    ['می‌خواهم رمز را عوض کنم', 'میخواهم'],
    ['می‌خواهم رمز را عوض کنم', 'می خواهم'],
    ['میخواهم رمز را عوض کنم', 'می‌خواهم'],
    ['فاکتور ۴۷۱۱', '4711'],
    ['الطَّابِعَةُ لا تَعمَل', 'طابعة'],
    ['مشكلة في الطابعة', 'مشکله'],
    ['والطابعة', 'الطابعة'],
    // Japanese
    ['プリンターが動きません', 'プリンター'],
    ['ﾌﾟﾘﾝﾀｰが動きません', 'プリンター'],
    ['東京支社のネットワーク', '東京'],
    ['ぷりんたー', 'プリンター'],
    ['事務所の鍵', '鍵'],
    ['ﾊﾞｯﾃﾘｰ', 'バッテリー'],
    // Russian
    ['Не печатает ещё один принтер', 'еще'],
    ['Проблема с принтером', 'принтер'],
    ['Ошибки в отчёте', 'ошибка'],
    // Latin
    ['La città è senza rete perché il modem è rotto', 'citta perche'],
    ['Le stampanti', 'stampante'],
    ["Un problema con l'ERRORE 500", 'errore'],
    ['Die Straße ist gesperrt', 'STRASSE'],
    ['Drei Rechnungen fehlen', 'rechnung'],
    ['İstanbul ofisi, ışık yanmıyor', 'istanbul isik'],
    ['The printers are broken', 'printer'],
    // numbers and addresses
    ['Gerät SN-4711-X defekt', '4711'],
    ['Gerät SN4711X defekt', 'SN-4711-X'],
    ['Gerät SN-4711-X defekt', 'sn4711x'],
    ['mail from user@example.com', 'user@example.com'],
    ['mail from user@example.com', 'example'],
    ['compile C++ and C# code', 'C++'],
    ['compile C++ and C# code', 'c#'],
    ['see ticket #42', 'ticket #42'],
    ['disk is at 50%', '50%'],
  ])('%s ← %s', (text, question) => {
    expect(finds(text, question)).toBe(true)
  })

  it.each([
    ['plan C', 'C++'],
    ['the printer', 'scanner'],
    ['東京', '京都'],
    ['שרת', 'מחשב'],
    ['мой', 'мои'],
  ])('%s is not found by %s', (text, question) => {
    expect(finds(text, question)).toBe(false)
  })
})

describe('laws', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^[\u0591-\u06ff\u3040-\u30ff a-zA-Z0-9+#'"-]*$/),
  )

  it('every text is found by itself and by each of its words', () => {
    fc.assert(
      fc.property(text, (value) => {
        if (queryTerms(value).length) expect(finds(value, value)).toBe(true)
        for (const word of value.split(/\s+/)) if (queryTerms(word).length) expect(finds(value, word)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('tokens are never empty, never long and hold nothing that could mean something to an index', () => {
    fc.assert(
      fc.property(text, (value) => {
        for (const token of indexTokens(value)) {
          expect(token).toMatch(/^[\p{L}\p{N}\p{M}+#]+$/u)
          expect(token.length).toBeLessThanOrEqual(66)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('ranges lie in the text, in order, apart', () => {
    fc.assert(
      fc.property(text, (value) => {
        const ranges = findForms(value, indexTokens(value))
        let before = -1
        for (const [start, end] of ranges) {
          expect(start).toBeGreaterThan(before)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(value.length)
          before = end
        }
      }),
      { numRuns: 2000 },
    )
  })
})

it('marks the word, not the sentence', () => {
  const text = 'אתמול המדפסת נתקעה'
  const forms = new Set(queryTerms('מדפסת').flatMap((term) => term.forms))
  expect(findForms(text, forms).map(([start, end]) => text.slice(start, end))).toEqual(['המדפסת'])
})

it('compares phrases as they are read', () => {
  expect(foldedText('Der  Drucker, “GEHT” nicht!', ' ')).toBe('der drucker geht nicht')
  expect(foldedText('SN-4711/X', '')).toBe('sn4711x')
})

it('reads ASCII alone as it reads it beside other letters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 80 }), (text) => {
      const beside = indexTokens(`${text} é`)
      beside.delete('e')
      const alone = indexTokens(text)
      alone.delete('e')
      expect([...alone].sort()).toEqual([...beside].sort())
      const isAsked = ({ start }: { start: number }) => start < text.length
      expect(queryTerms(text)).toEqual(queryTerms(`${text} é`).filter(isAsked))
      expect(foldedText(`${text} é`, ' ').split(' ').slice(0, -1).join(' ')).toBe(foldedText(text, ' '))
    }),
    { numRuns: 500 },
  )
})
