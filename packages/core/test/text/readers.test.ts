import Type from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { forContract } from '../../src/plugin/kit.ts'
import { withoutIsolation } from '../../src/text/isolate.ts'
import { type Cast, openCast } from '../access/cast.ts'

const missing = '00000000-0000-7000-8000-000000000000'

forEachDatabase((kind) => {
  describe('whoever reads', () => {
    let cast: Cast
    beforeAll(async () => {
      const identify = (request: Request) => {
        const externalId = request.headers.get('x-person')
        return externalId === null ? null : { externalId }
      }
      cast = await openCast(kind, { identify, language: 'it', texts: { en: { 'event:ticket.created': 'Raised' } } }, afterAll)
      await cast.as('a1').people.updateMe({ language: 'he' })
    })
    const ask = async (name: string | null, target: string, headers: Record<string, string> = {}, body?: object) => {
      const [method = '', path = ''] = target.split(' ')
      const response = await cast.desk.fetch(
        new Request(`http://desk.test${path}`, {
          method,
          headers: { ...(name === null ? {} : { 'x-person': name }), 'content-type': 'application/json', ...headers },
          ...(body ? { body: JSON.stringify(body) } : {}),
        }),
      )
      const answer: unknown = await response.json()
      return { ...(answer as Record<string, unknown>), language: response.headers.get('content-language') } as Record<string, unknown>
    }

    it('is refused in their own language, else in the one their browser asks for, else in the desk’s; the code stays', async () => {
      const target = `GET /api/tickets/${missing}`
      const code = 'ticket.not_found'
      expect(await ask('a1', target, { 'accept-language': 'ru' })).toMatchObject({
        code,
        language: 'he',
        title: 'לא נמצא',
        detail: 'הפנייה לא נמצאה.',
      })
      expect(await ask('a2', target, { 'accept-language': 'fr, ru;q=0.8' })).toMatchObject({
        code,
        language: 'ru',
        detail: 'Заявка не найдена.',
      })
      expect(await ask('a2', target)).toMatchObject({ code, language: 'it', title: 'Non trovato', detail: 'Richiesta non trovata.' })
      expect(await ask('a2', target, { 'accept-language': 'en-GB' })).toMatchObject({ code, language: 'en', title: 'Ticket not found' })
      expect(await ask(null, target, { 'accept-language': 'ja' })).toMatchObject({ code: 'access.unauthenticated', language: 'ja' })
      expect(await ask(null, 'GET /api/nothing', { 'accept-language': 'fa' })).toMatchObject({ code: 'http.not_found', language: 'fa' })
      // What no person causes is told in English, as a whole.
      expect(await ask('a1', 'DELETE /api/tickets')).toMatchObject({
        code: 'http.method_not_allowed',
        language: 'en',
        title: 'Http method not allowed',
      })
    })

    it('is told every fault of an input, each in their language', async () => {
      const answer = await ask('a1', 'POST /api/tickets', {}, { subject: '', colour: 'red' })
      expect(answer).toMatchObject({
        code: 'input.invalid',
        errors: expect.arrayContaining([
          { pointer: '/colour', code: 'unknown_key', detail: 'אינו מוכר כאן; יש להסירו' },
          { pointer: '/subject', code: 'minLength', detail: 'קצר מדי' },
        ]),
      })
      expect(withoutIsolation(String(answer['detail']))).toContain('/subject קצר מדי')
    })

    it('reads what happened, what may be done and why not in it too', async () => {
      const { id: ticketId } = await cast.as('a1').tickets.create({ subject: 'x' })
      const titles = async (who: 'a1' | 'am' | 'ad', languages: string[]) =>
        (await cast.as(who, { languages, acting: who === 'ad' ? 'staff' : 'customer' } as object).tickets.timeline({ ticketId })).items.map(
          ({ title }) => title,
        )
      expect(await titles('a1', ['ru'])).toEqual(['נפתחה'])
      expect(await titles('am', ['fr', 'fa'])).toEqual(['ثبت شد'])
      expect(await titles('am', [])).toEqual(['נפתחה'])
      expect(await titles('ad', ['en'])).toEqual(['Raised'])
      expect(await titles('ad', [])).toEqual(['Aperta'])
      const { items } = await cast.as('a1').tickets.commands({ ticketId })
      expect(items.find(({ command }) => command === 'reopen')?.reason).toMatchObject({ code: 'machine.illegal_transition' })
      expect(items.find(({ command }) => command === 'reopen')?.reason?.message).toMatch(/^הפעולה/)
      expect((await cast.as('a1').access.why({ permission: 'ticket.note' })).refusal?.message).toMatch(/^לפעולה זו/)
    })

    it('finds roles and permissions in their language until the desk renames a role', async () => {
      const admin = cast.as('ad', { languages: ['ja'] })
      const agent = async () => (await admin.access.roles()).items.find(({ id }) => id === 'agent')
      expect((await admin.access.permissions()).items.find(({ id }) => id === 'ticket.note')?.title).toBe('内部メモの記入')
      expect((await agent())?.title).toBe('担当者')
      const { permissions = [] } = (await agent()) ?? {}
      await admin.access.saveRole({ roleId: 'agent', title: 'Techniker', acting: 'staff', permissions })
      expect((await agent())?.title).toBe('Techniker')
    })
  })
})

interface GreeterContract {
  id: 'greeter'
  service: { greet(input: object): Promise<{ text: string; german: string; core: string }> }
  texts: { 'greeter.hello': { name: string; count: number } }
}
const { query, definePlugin } = forContract<GreeterContract>()
const greet = query({
  route: 'GET /hello',
  permission: 'anyone',
  audience: 'both',
  output: Type.Object({
    text: Type.String(),
    german: Type.String(),
    core: Type.String(),
  }),
  run: (work) => ({
    text: work.text('greeter.hello', { name: 'Дана', count: 2 }),
    german: work.text('greeter.hello', { name: 'Dana', count: 1 }, 'de-AT'),
    core: work.text('core.priority.high', {}),
  }),
})
const greeter = (texts: object = {}) =>
  definePlugin({
    id: 'greeter',
    version: '1.0.0',
    contract: 1,
    operations: { greet },
    texts: {
      en: {
        'greeter.hello': '.input {$count :number}\n.match $count\none {{Hello {$name}, one ticket}}\n* {{Hello {$name}, {$count} tickets}}',
      },
      he: { 'greeter.hello': 'שלום {$name}' },
      ...texts,
    },
  })()

describe('catalogues of plugins and of the host', () => {
  const codeOf = (options: object): string => {
    try {
      createDesk({ database: 'sqlite::memory:', worker: false, ...options } as never)
      return 'none'
    } catch (error) {
      if (isDeskError(error)) return error.code
      throw error
    }
  }

  it('are used by the plugin for its reader, and overridden by the host', async () => {
    const desk = createDesk({
      database: 'sqlite::memory:',
      worker: false,
      plugins: [greeter()],
      texts: { de: { 'greeter.hello': 'Hallo {$name}', 'core.priority.high': 'Hoch' }, he: { 'status:incident.open': 'אצלנו' } },
    })
    await desk.migrate()
    const said = await desk.as({ externalId: 'x', language: 'he' }).greeter.greet({})
    expect(said).toEqual({ text: 'שלום \u2068Дана\u2069', german: 'Hallo \u2068Dana\u2069', core: 'גבוהה' })
    expect((await desk.as({ externalId: 'y' }).greeter.greet({})).text).toBe('Hello \u2068Дана\u2069, 2 tickets')
    expect(desk.machines.find(({ typeId }) => typeId === 'incident')?.status('open')?.title).toMatchObject({ he: 'אצלנו', ru: 'В работе' })
    expect(desk.texts.text('core.priority.high', {}, 'de-CH')).toBe('Hoch')
    expect(desk.texts.keys).toContain('command:incident.resolve:customer')
    expect([desk.texts.directionOf('he'), desk.texts.languages.includes('de')]).toEqual(['rtl', true])
    await desk.close()
  })

  it('are refused when nobody could read them', () => {
    const host = (texts: object) => codeOf({ texts })
    expect(codeOf({ plugins: [greeter()], texts: { ru: { 'greeter.hello': '{$name}' } } })).toBe('none')
    expect(host({ de: { 'core.priority.hgih': 'Hoch' } })).toBe('text.unknown_key')
    expect(host({ de: { 'core.macro.assign': 'An {$name' } })).toBe('text.invalid')
    expect(host({ de: { 'core.macro.assign': 'An {$name :upper}' } })).toBe('text.invalid')
    expect(host({ de: { 'core.macro.assign': 'An {$nmae}' } })).toBe('text.unknown_variable')
    expect(host({ de: { 'error:ticket.closed': 'Zu: {$number}' } })).toBe('none')
    expect(host({ de: { 'error:ticket.closed': 'Zu: {$id}' } })).toBe('text.unknown_variable')
    expect(host({ de_DE: { 'core.priority.high': 'Hoch' } })).toBe('text.bad_setting')
    expect(codeOf({ plugins: [greeter({ fr: { 'greeter.bonjour': 'Bonjour' } })] })).toBe('text.no_english')
    expect([codeOf({ language: '!' }), codeOf({ timeZone: 'Mars/Base' }), codeOf({ dateCalendars: { fa: 'jalali' } })]).toEqual(
      Array(3).fill('text.bad_setting'),
    )
  })
})
