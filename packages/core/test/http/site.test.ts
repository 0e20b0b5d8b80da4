import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { forContract } from '../../src/plugin/kit.ts'
import type { Html } from '../../src/plugin/page-spec.ts'
import type { SiteRequest } from '../../src/plugin/site-spec.ts'

interface FrontContract {
  id: 'front'
  options: { greeting: string }
}
interface ShopContract {
  id: 'shop'
}
const text = (value: string): Html => ({ '~html': value })

const shop = forContract<ShopContract>().definePlugin({
  id: 'shop',
  version: '1.0.0',
  contract: 1,
  pages: [
    { path: '/shop/goods', title: 'Goods', audience: 'public', slot: 'page', nav: { order: 1 }, render: () => text('all goods') },
    {
      path: '/shop/:thing',
      title: { en: 'Thing', he: 'דבר' },
      audience: 'customer',
      slot: 'page',
      render: async (desk, { parameters }) => text(`${parameters['thing']} of ${(await desk.people.me()).acting}`),
    },
    { path: '/shop/hint', title: 'Hint', audience: 'both', slot: 'ticket_panel', render: () => null },
  ],
})

/** A shell that says what it was given, for the tests to look at. */
const answer = async (site: SiteRequest<FrontContract>): Promise<Response> => {
  const person = await site.identify()
  if (site.request.method === 'POST') {
    const names: string[] = []
    const fields = await site.form(async ({ name, body }) => {
      for await (const _ of body) names.push(name)
    })
    return Response.json({ fields: Object.fromEntries(fields), names })
  }
  if (site.path === '/broken')
    return site
      .as({ externalId: 'nobody' })
      .tickets.get({ ticketId: '00000000-0000-7000-8000-000000000000' })
      .then(
        () => new Response(),
        (error: unknown) => Response.json(site.refusal(error, ['he'])),
      )
  if (site.path === '/inside') return Response.json(site.refusal(new Error('secret'), ['en']))
  const found = site.find(site.path)
  if (!found) return new Response(`${site.options.greeting} ${person?.externalId ?? 'nobody'} at ${site.path} below ${site.mount}`)
  const desk = person ? site.as(person) : site.asAnybody(['en'])
  const drawn = await found.page.render(desk as never, { parameters: found.parameters } as never)
  return new Response(drawn && '~html' in drawn ? drawn['~html'] : '')
}
const front = forContract<FrontContract>().definePlugin({ id: 'front', version: '1.0.0', contract: 1, site: { answer } })

const open = (): Desk =>
  createDesk({
    database: 'sqlite::memory:',
    plugins: [front({ greeting: 'Hello' }), shop()],
    admins: ['boss'],
    log: { info() {}, warn() {}, error() {} },
    identify: (request) => {
      const externalId = request.headers.get('x-person')
      return externalId === null ? null : { externalId }
    },
  }) as unknown as Desk

describe('the site of a desk', () => {
  let desk: Desk
  const ask = (path: string, init: RequestInit = {}, mount?: string) =>
    desk.fetch(new Request(`https://desk.test${mount ?? ''}${path}`, init), mount === undefined ? undefined : { path: mount })
  beforeAll(async () => {
    desk = open()
    await desk.migrate()
  })
  afterAll(() => desk.close())

  it('answers what no route of the desk is, and nothing else', async () => {
    expect(await (await ask('/', { headers: { 'x-person': 'anna' } }, '/help')).text()).toBe('Hello anna at / below /help')
    expect(await (await ask('/requests/7')).text()).toBe('Hello nobody at /requests/7 below ')
    for (const path of ['/api/nothing', '/api', '/health/nothing', '/api/'])
      expect((await ask(path)).headers.get('content-type'), path).toBe('application/problem+json')
    expect((await ask('/', { method: 'PUT' })).status).toBe(405)
    expect((await ask('/', { method: 'OPTIONS' })).headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST')
    expect(await (await ask('/', { method: 'HEAD' })).text()).toBe('')
  })

  it('shows the pages of other plugins, words before parameters', async () => {
    expect(await (await ask('/shop/goods')).text()).toBe('all goods')
    expect(await (await ask('/shop/lamp', { headers: { 'x-person': 'anna' } })).text()).toBe('lamp of customer')
    // A panel has no address: this is the page of a thing of that name, for those who have signed in.
    expect((await ask('/shop/hint')).status).toBe(401)
  })

  it('acts as a customer, whoever asks', async () => {
    expect(await (await ask('/shop/lamp', { headers: { 'x-person': 'boss' } })).text()).toBe('lamp of customer')
  })

  it('says what an error may say', async () => {
    expect(await (await ask('/broken')).json()).toMatchObject({ status: 404, code: 'ticket.not_found' })
    const hidden = await (await ask('/inside')).json()
    expect(hidden).toMatchObject({ status: 500, code: 'http.unexpected' })
    expect(JSON.stringify(hidden)).not.toContain('secret')
  })

  it('takes forms from its own pages alone', async () => {
    const post = (headers: Record<string, string>, body: string = 'a=1&a=2&b=%D7%90') => ask('/x', { method: 'POST', headers, body })
    const form = { 'content-type': 'application/x-www-form-urlencoded', cookie: 's=1' }
    const own = { ...form, origin: 'https://desk.test' }
    expect(await (await post(own)).json()).toEqual({ fields: { a: ['1', '2'], b: ['א'] }, names: [] })
    for (const headers of [
      form,
      { ...form, origin: 'https://evil.test' },
      { ...form, origin: 'null' },
      { ...form, origin: 'https://desk.test.evil.test' },
      { ...own, 'sec-fetch-site': 'cross-site' },
      { ...own, 'sec-fetch-site': 'same-site' },
    ])
      expect((await post(headers)).status).toBe(403)
    for (const type of ['text/plain', 'application/json', 'application/x-www-form-urlencoded2', ''])
      expect((await post({ ...own, 'content-type': type })).status, type).toBe(400)
    expect((await post(own, 'a='.padEnd(1_100_000, 'x'))).status).toBe(413)
  })

  it('reads the files of a form as they come', async () => {
    const body = new FormData()
    body.append('subject', 'x')
    body.append('files', new Blob(['abc']), 'a.txt')
    const answered = await ask('/x', { method: 'POST', headers: { origin: 'https://desk.test', cookie: 's=1' }, body })
    expect(await answered.json()).toEqual({ fields: { subject: ['x'] }, names: ['a.txt'] })
  })
})

describe('a composition with pages', () => {
  const page = { title: 'Page', audience: 'customer', slot: 'page', render: () => text('') } as const
  const reasonsOf = (...plugins: readonly object[]): string => {
    try {
      createDesk({ database: 'sqlite::memory:', plugins: plugins as never })
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  const withPages = (...pages: readonly object[]) =>
    forContract<ShopContract>().definePlugin({ id: 'shop', version: '1.0.0', contract: 1, pages: pages as never })()

  it.each([
    [[{ ...page, path: '/goods' }], "begins with '/shop'"],
    [[{ ...page, path: 'shop' }], 'begins with a slash'],
    [[{ ...page, path: '/' }], "begins with '/shop'"],
    [[{ ...page, path: '/shop/' }], 'no segment'],
    [[{ ...page, path: '/shop/../x' }], 'no segment'],
    [[{ ...page, path: '/shop/:a/:a' }], 'twice'],
    [
      [
        { ...page, path: '/shop' },
        { ...page, path: '/shop' },
      ],
      'another page',
    ],
    [
      [
        { ...page, path: '/shop/:a' },
        { ...page, path: '/shop/:b' },
      ],
      "can mean '/shop/:a'",
    ],
    [[{ ...page, path: '/shop', slot: 'corner' }], 'slot'],
    [[{ ...page, path: '/shop', slot: 'home_panel', nav: { order: 1 } }], 'a panel has no address'],
    [[{ ...page, path: '/shop', render: undefined }], 'no render'],
  ])('refuses %j', (pages, reason) => {
    expect(reasonsOf(withPages(...pages))).toContain(reason)
  })

  it('has one site', () => {
    const other = forContract<{ id: 'second' }>().definePlugin({
      id: 'second',
      version: '1.0.0',
      contract: 1,
      site: { answer: () => new Response() },
    })
    expect(reasonsOf(front({ greeting: '' }), other())).toContain("'front' is the site already")
    expect(reasonsOf(front({ greeting: '' }), withPages({ ...page, path: '/shop/:a' }, { ...page, path: '/shop/b' }))).toBe('')
  })
})
