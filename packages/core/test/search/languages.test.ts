import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, openCast } from '../access/cast.ts'

/** What customers of six languages wrote. */
const tickets = {
  heA: ['המדפסת בקומה השנייה לא עובדת', 'מאז הבוקר אין אפשרות להדפיס. ניסיתי לכבות ולהדליק ולא עזר.'],
  heB: ['בקשה לגישה לשרת', 'אני צריך הרשאה לשרתים של הנהלת החשבונות, ב־50% מהזמן אין חיבור.'],
  faA: ['چاپگر کار نمی‌کند', 'از دیروز نمی‌توانم چاپ کنم. شماره سریال SN-۴۷۱۱-X است.'],
  faB: ['تغيير رمز عبور', 'مي‌خواهم كلمه عبور خود را عوض كنم.'],
  jaA: ['プリンターが動きません', '東京支社の二階にあるプリンターから紙が出ません。'],
  jaB: ['ﾈｯﾄﾜｰｸの件', '京都オフィスでｲﾝﾀｰﾈｯﾄに繋がりません。鍵も失くしました。'],
  ruA: ['Не печатает ещё один принтер', 'Ошибка в отчёте, принтеры на втором этаже не отвечают.'],
  ruB: ['Нет доступа к серверу', 'Пользователь не может войти на сервер с утра.'],
  itA: ['La città di Forlì è senza rete', "Perché l'errore 500 compare su tutte le stampanti?"],
  itB: ['Nuovo portatile', 'Vorrei un computer più veloce per la contabilità.'],
  enA: ['Printers are offline', 'Both printers on floor 2 went offline, see ticket #42. Contact user@example.com.'],
  enB: ['C++ compiler licence', 'We need the C++ compiler, the disk is at 50% already. Serial SN-4711-X.'],
  de: ['Straße gesperrt', 'Die Rechnungen für die Außenstelle fehlen.'],
  tr: ['İstanbul ofisi', 'Işıklar yanmıyor.'],
} as const
type Key = keyof typeof tickets

const questions: [question: string, found: Key[]][] = [
  ['מדפסת', ['heA']],
  ['והמדפסת', ['heA']],
  ['שרת', ['heB']],
  ['לשרת', ['heB']],
  ['חשבונות הרשאה', ['heB']],
  ['כיבוי', []],
  ['چاپگر', ['faA']],
  ['كار نميكند', ['faA']],
  ['تغییر رمز', ['faB']],
  ['می‌خواهم', ['faB']],
  ['میخواهم', ['faB']],
  ['می خواهم', ['faB']],
  ['プリンター', ['jaA']],
  ['ﾌﾟﾘﾝﾀｰ', ['jaA']],
  ['東京', ['jaA']],
  ['京都', ['jaB']],
  ['東京都', []],
  ['ネットワーク', ['jaB']],
  ['インターネット', ['jaB']],
  ['鍵', ['jaB']],
  ['еще', ['ruA']],
  ['принтер', ['ruA']],
  ['ошибки', ['ruA']],
  ['сервер', ['ruB']],
  ['citta forli', ['itA']],
  ['stampante', ['itA']],
  ['errore', ['itA']],
  ["dell'errore", ['itA']],
  ['piu veloce', ['itB']],
  ['printer', ['enA']],
  ['C++', ['enB']],
  ['ticket #42', ['enA']],
  ['user@example.com', ['enA']],
  ['example.com', ['enA']],
  ['user@other.example', []],
  ['50%', ['enB', 'heB']],
  ['4711', ['enB', 'faA']],
  ['SN-4711-X', ['enB', 'faA']],
  ['sn4711', ['enB', 'faA']],
  ['STRASSE', ['de']],
  ['rechnung', ['de']],
  ['istanbul', ['tr']],
  ['ışıklar', ['tr']],
  ['isiklar', ['tr']],
  ['"printers on floor"', ['enA']],
  ['"floor printers"', []],
  ['printer -offline', []],
  ['printer -hardware', ['enA']],
  ['disk -"C++ compiler"', []],
]

forEachDatabase((kind) => {
  describe('search in six languages', () => {
    let cast: Cast
    let finish: () => Promise<void>
    const numbers = new Map<number, Key>()

    beforeAll(async () => {
      cast = await openCast(kind, {}, (cleanUp) => {
        finish = cleanUp
      })
      for (const [key, [subject, body]] of Object.entries(tickets)) {
        const { number } = await cast.as('a1').tickets.create({ subject, body })
        numbers.set(number, key as Key)
      }
    })
    afterAll(() => finish())

    it.each(questions)('%s', async (query, expected) => {
      for (const name of ['a1', 'ad'] as const) {
        const { items } = await cast.as(name).search.find({ query, kind: 'ticket' })
        expect(items.map(({ ticket }) => numbers.get(ticket?.number ?? 0)).sort()).toEqual([...expected].sort())
      }
      expect((await cast.as('b1').search.find({ query, kind: 'ticket' })).items).toEqual([])
    })

    it('marks what was found, in the text as it was written', async () => {
      const marked = async (query: string) => {
        const [item] = (await cast.as('a1').search.find({ query, kind: 'ticket' })).items
        const slices = (text: string, ranges: readonly { start: number; end: number }[]) =>
          ranges.map(({ start, end }) => text.slice(start, end))
        return {
          title: slices(item?.title ?? '', item?.titleMatches ?? []),
          text: slices(item?.excerpt?.text ?? '', item?.excerpt?.matches ?? []),
        }
      }
      expect(await marked('מדפסת')).toEqual({ title: ['המדפסת'], text: [] })
      expect((await marked('インターネット')).text).toEqual(['ｲﾝﾀｰﾈｯﾄ'])
      expect(await marked('принтер')).toEqual({ title: ['принтер'], text: ['принтеры'] })
      expect(await marked('нет такого')).toEqual({ title: [], text: [] })
    })
  })
})
