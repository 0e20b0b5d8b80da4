import { describe, expect, it } from 'vitest'
import { coreError } from '../error/core-errors.ts'
import { coreCatalogues } from './core-catalogues.ts'
import { withoutIsolation } from './isolate.ts'
import { TextBook } from './text-book.ts'

const settings = { language: 'he', timeZone: 'Asia/Tehran', calendars: { he: 'hebrew' } }
const book = new TextBook([...coreCatalogues, { pt: { 'core.priority.high': 'Alta' }, en: { 'core.priority.low': 'Can wait' } }], settings)
const text = (key: string, params: Record<string, string | number>, ...tags: string[]) => book.text(key, params, book.chain(tags))

describe('texts', () => {
  it('fall back from the reader’s languages to the desk’s and to English, shortening each', () => {
    expect(book.chain(['pt-br', 'no tag', 'ru'])).toEqual(['pt-BR', 'pt', 'ru', 'he', 'en'])
    expect(text('core.priority.high', {}, 'pt-BR', 'ru')).toBe('Alta')
    expect(text('core.priority.urgent', {}, 'pt-BR', 'ru')).toBe('Срочный')
    expect(text('core.priority.urgent', {}, 'pt-BR')).toBe('דחופה')
    expect(text('core.priority.urgent', {}, 'iw-IL')).toBe('דחופה')
    expect(text('core.priority.low', {}, 'en-GB')).toBe('Can wait')
    expect(() => text('core.unheard_of', {}, 'en')).toThrow('core.unheard_of')
  })

  it('count as each language counts', () => {
    const counted = (language: string) =>
      [1, 2, 5, 21, 1234].map((count) => withoutIsolation(text('core.count.tickets', { count }, language)).replace(/\s/g, ' '))
    expect(counted('en')).toEqual(['1 ticket', '2 tickets', '5 tickets', '21 tickets', '1,234 tickets'])
    expect(counted('he')).toEqual(['פנייה אחת', 'שתי פניות', '5 פניות', '21 פניות', '1,234 פניות'])
    expect(counted('fa')).toEqual(['۱ درخواست', '۲ درخواست', '۵ درخواست', '۲۱ درخواست', '۱٬۲۳۴ درخواست'])
    expect(counted('ja')).toEqual(['チケット 1 件', 'チケット 2 件', 'チケット 5 件', 'チケット 21 件', 'チケット 1,234 件'])
    expect(counted('it')).toEqual(['1 richiesta', '2 richieste', '5 richieste', '21 richieste', '1234 richieste'])
    expect(counted('ru')).toEqual(['1 заявка', '2 заявки', '5 заявок', '21 заявка', '1 234 заявки'])
  })

  it('isolate what is put in, also where it brings marks of its own', () => {
    expect(text('core.macro.assign', { name: 'Dana' }, 'he')).toBe('הקצאה אל \u2068Dana\u2069')
    expect(text('core.macro.assign', { name: 'a\u2069\u2068b' }, 'he')).toBe('הקצאה אל \u2068a\u2068b\u2069\u2069')
    // A message is read once: what stands in a value is never read as a message.
    expect(text('core.macro.assign', { name: '{$name} {{x}} .match' }, 'it')).toBe('Assegna a \u2068{$name} {{x}} .match\u2069')
  })

  it('tell errors in the reader’s language, and in English as the registry has them', () => {
    const error = coreError('ticket.closed', { number: 1234 })
    expect(book.error(error, book.chain(['ru']))).toEqual({
      text: 'Заявка \u20681234\u2069 закрыта. Откройте её снова или создайте новую.',
      language: 'ru',
    })
    expect(book.error(error, book.chain(['en']))).toEqual({ text: error.message, language: 'en' })
    expect(book.error(coreError('http.bad_host'), book.chain(['ru']))).toMatchObject({ language: 'en' })
    const invalid = coreError(
      'input.invalid',
      { faults: '/subject is missing' },
      { details: { faults: [{ pointer: '/subject', code: 'required', message: 'is missing' }] } },
    )
    expect(withoutIsolation(book.error(invalid, ['it', 'en']).text)).toBe('Alcuni dati non sono corretti: /subject è obbligatorio.')
    const shaped = { code: 'pattern', kind: 'email', message: 'must be an e-mail address' }
    expect(['en', 'it', 'ja'].map((language) => book.fault(shaped, language))).toEqual([
      'must be an e-mail address',
      'non è un indirizzo e-mail',
      'メールアドレスではありません',
    ])
    expect(book.fault({ ...shaped, kind: 'serial' }, 'it')).toBe('non ha la forma giusta')
  })

  it('write dates, numbers and lists as the language does, in the desk’s time zone and calendars', () => {
    const at = '2026-01-05T21:00:00.000Z'
    const formats = (language: string) => book.formats(book.chain([language]))
    expect(formats('fa').date(at)).toBe('۱۶ دی ۱۴۰۴')
    expect(formats('he').date(at)).toContain('בטבת')
    expect(formats('en-GB').date(at)).toBe('6 January 2026')
    expect(formats('en-GB').dateTime(at)).toMatch(/^6 Jan 2026, 00:30$/)
    expect(formats('ru').day('2026-01-05')).toMatch(/^5 января 2026/)
    expect(formats('it').list(['a', 'b', 'c'])).toBe('a, b e c')
    expect(formats('fa').number(1234)).toBe('۱٬۲۳۴')
    expect(formats('en').date('not a date')).toBe('not a date')
  })
})
