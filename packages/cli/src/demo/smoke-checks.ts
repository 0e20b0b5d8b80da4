import { sampleQuestions } from './sample/sample-articles.ts'
import type { SmokeClient } from './smoke-client.ts'

/** Something that must be so, seen over HTTP. `holds` gives what is wrong, or nothing. */
export interface SmokeCheck {
  readonly what: string
  run(client: SmokeClient): Promise<void>
}

const customer = 'customer-he'
const colleague = 'manager-he'
const agent = 'agent-he'
const stranger = 'customer-ja'

/** What a new user would try first. They build on each other, so they run in this order. */
export const smokeChecks: readonly SmokeCheck[] = [
  {
    what: 'the start page names people and what to send, and runs no script',
    async run({ text, expect }) {
      const page = await text('/')
      expect(page.body.includes('Bearer demo:agent-en') && page.body.includes('dir="auto" lang="he"'), 'people with their directions')
      expect(
        /default-src 'none'/.test(page.headers.get('content-security-policy') ?? '') && !page.body.includes('<script'),
        'a strict policy',
      )
      expect((await text('/start.css')).status === 200, 'its style')
    },
  },
  {
    what: 'health and the OpenAPI document are served',
    async run({ json, text, expect }) {
      expect((await json('/health/live')).status === 200 && (await json('/health/ready')).status === 200, 'health')
      const { body } = await json('/api/openapi.json')
      expect(String(body['openapi']).startsWith('3.1') && Object.keys(Object(body['paths'])).length > 20, 'OpenAPI 3.1 with its paths')
      expect((await text('/api/docs')).status === 200, 'the readable page')
    },
  },
  {
    what: 'nobody and somebody unknown are 401',
    async run({ json, expect }) {
      for (const who of [undefined, 'nobody-at-all'])
        expect((await json('/api/tickets', { who })).status === 401, `401 for ${who ?? 'no header'}`)
    },
  },
  {
    what: 'roles see what is theirs: the auditor all, an agent the team’s, a customer their own',
    async run({ tickets, expect }) {
      const all = await tickets('auditor')
      const team = await tickets('agent-fa')
      const own = await tickets(stranger)
      expect(all.length >= 40, `${all.length} tickets for the auditor`)
      expect(
        team.length > 0 && team.length < all.length && team.every((one) => Object(one['team']).key === 'field_service'),
        'the team’s for its agent',
      )
      expect(own.length > 0 && own.length < team.length, 'their own for a customer')
      expect(new Set(all.map((one) => one['type'])).size === 6, 'all six types')
      expect(new Set(all.map((one) => one['category'])).size === 5, 'all five categories')
      expect(new Set(all.flatMap((one) => one['language'] ?? [])).size === 6, 'all six languages')
    },
  },
  {
    what: 'a customer never sees a note',
    async run({ tickets, json, expect }) {
      let notes = 0
      for (const { id } of (await tickets('auditor')).slice(0, 60)) {
        const { body } = await json(`/api/tickets/${id}/timeline`, { who: 'auditor' })
        notes += JSON.stringify(body).split('"visibility":"internal"').length - 1
      }
      expect(notes > 20, `${notes} notes for the auditor`)
      for (const who of ['customer-en', customer, 'customer-fa', stranger, 'customer-it', 'customer-ru', colleague])
        for (const { id } of await tickets(who))
          for (const part of ['', '/messages', '/timeline'])
            expect(!(await json(`/api/tickets/${id}${part}`, { who })).text.includes('internal'), `no note for ${who}`)
    },
  },
  {
    what: 'a ticket is opened, answered, resolved and closed',
    async run({ json, expect }) {
      const opened = await json('/api/tickets', { who: customer, send: { subject: 'Smoke', body: 'Please help.' } })
      expect(opened.status === 200 || opened.status === 201, `opened: ${opened.status}`)
      const path = `/api/tickets/${opened.body['id']}`
      expect((await json(path, { who: stranger })).status === 404, '404 for somebody of another company')
      expect((await json(path, { who: colleague })).status === 200, 'the company’s manager sees it')
      const team = await json('/api/teams', { who: 'admin' })
      const systems = (team.body['items'] as { id: string; key: string }[]).find(({ key }) => key === 'systems')
      const me = await json('/api/people/me', { who: agent })
      const assigneeId = Object(me.body['person']).id
      const moved = await json(`${path}/assign`, { who: 'supervisor', send: { assigneeId, teamId: systems?.id } })
      expect(moved.status === 200, `given to an agent: ${moved.text}`)
      const answered = await json(`${path}/replies`, { who: agent, send: { body: 'We are looking.' } })
      expect(answered.status === 200 || answered.status === 201, `answered: ${answered.text}`)
      const noted = await json(`${path}/notes`, { who: agent, send: { body: 'Smoke, for staff.' } })
      expect(noted.status === 200 || noted.status === 201, 'noted')
      expect(!(await json(`${path}/messages`, { who: customer })).text.includes('for staff'), 'the note is hidden')
      const resolve = { input: { resolution: 'solved', text: 'Done.' } }
      expect((await json(`${path}/commands/resolve`, { who: customer, send: resolve })).status === 403, '403 for a customer who resolves')
      const resolved = await json(`${path}/commands/resolve`, { who: agent, send: resolve })
      expect(resolved.body['category'] === 'resolved', `resolved: ${resolved.text}`)
      expect((await json(`${path}/commands/close`, { who: customer, send: {} })).body['category'] === 'closed', 'closed by the customer')
      const after = await json(`${path}/replies`, { who: customer, send: { body: 'One more thing.' } })
      expect(Object(after.body['redirected']).because === 'closed', `a reply to what is closed opens a follow-up: ${after.text}`)
      expect(Object(after.body['ticket']).number > Number(resolved.body['number']), 'the follow-up is a ticket of its own')
    },
  },
  {
    what: 'refusals say what is wrong: 403, 404, 422 as problem documents',
    async run({ json, expect }) {
      const [denied, missing, invalid] = [
        await json('/api/tickets/01900000-0000-7000-8000-000000000000/notes', { who: customer, send: { body: 'x' } }),
        await json('/api/tickets/01900000-0000-7000-8000-000000000000', { who: agent }),
        await json('/api/tickets', { who: customer, send: { subject: '', status: 'closed', number: 1 } }),
      ]
      expect(
        denied.status === 403 && missing.status === 404 && invalid.status === 422,
        `${denied.status}, ${missing.status}, ${invalid.status}`,
      )
      for (const answer of [denied, missing, invalid])
        expect(
          answer.headers.get('content-type')?.startsWith('application/problem+json') === true && typeof answer.body['code'] === 'string',
          'a code',
        )
      for (const name of ['subject', 'status', 'number']) expect(invalid.text.includes(name), `the fault in ${name} is named`)
    },
  },
  {
    what: 'the same request under one key opens one ticket',
    async run({ json, expect }) {
      const once = { who: customer, send: { subject: 'Once' }, key: 'smoke-once' }
      const [first, second] = [await json('/api/tickets', once), await json('/api/tickets', once)]
      expect(first.body['id'] === second.body['id'] && typeof first.body['id'] === 'string', 'the same id')
      expect((await json('/api/tickets', { ...once, send: { subject: 'Other' } })).status === 422, '422 for another body under the key')
    },
  },
  {
    what: 'staff can ask as customers, and a contact of two companies says for which',
    async run({ json, expect }) {
      const asCustomer = await json('/api/people/me', { who: 'agent-it', headers: { 'desk-acting': 'customer' } })
      expect(asCustomer.body['acting'] === 'customer', 'the agent is a customer')
      expect((await json('/api/tickets', { who: 'two-companies' })).status === 422, '422 without a company')
      const { body } = await json('/api/tickets', { who: 'auditor' })
      expect(Array.isArray(body['items']), 'the auditor’s list')
    },
  },
  {
    what: 'maintenance plans have opened a ticket for each company, about its equipment',
    async run({ tickets, json, expect }) {
      const planned = (await tickets('auditor')).filter(({ channel }) => channel === 'maintenance')
      expect(
        planned.length === 6 && new Set(planned.map(({ language }) => language)).size === 6,
        `${planned.length} tickets instead of six`,
      )
      const { body } = await json('/api/equipment/plans?limit=200', { who: 'admin' })
      const plans = Object(body['items']) as { lastTicketId?: unknown; trouble?: unknown }[]
      expect(plans.length === 6 && plans.every(({ trouble }) => trouble === null), 'six plans without trouble')
      for (const { lastTicketId } of plans) {
        const ticket = await json(`/api/tickets/${lastTicketId}`, { who: 'admin' })
        expect(Object(Object(ticket.body['ext']).equipment).items?.length === 1, `its equipment: ${ticket.text.slice(0, 300)}`)
      }
    },
  },
  {
    what: 'every company has a contract, an issued invoice and an estimate to decide on, and sees its own',
    async run({ json, expect }) {
      const { body } = await json('/api/billing/invoices?limit=200', { who: 'admin' })
      const invoices = Object(body['items']) as { id: string; number: string; companyId: string; contractId: unknown; grossMinor: number }[]
      expect(
        invoices.length === 6 && new Set(invoices.map(({ companyId }) => companyId)).size === 6,
        `${invoices.length} invoices instead of six`,
      )
      expect(
        invoices.every(({ number, grossMinor }) => /^SAMPLE-\d{5}$/.test(number) && grossMinor > 50_000),
        'numbers and sums',
      )
      for (const { id } of invoices) {
        const { body: invoice } = await json(`/api/billing/invoices/${id}`, { who: 'admin' })
        const kinds = (Object(invoice['lines']) as { kind: string }[]).map(({ kind }) => kind)
        expect(kinds.includes('fee') && kinds.includes('time'), `fees and work: ${kinds.join(', ')}`)
      }
      const start = await json('/start')
      for (const language of ['en', 'he', 'fa', 'ja', 'it', 'ru']) {
        const path = new RegExp(`/api/billing/invoices/[^/]+/pdf[?]language=${language}`).exec(start.text)?.[0] ?? '/no-invoice'
        const pdf = await json(path, { who: `finance-${language}` })
        expect(pdf.status === 200 && pdf.text.startsWith('%PDF-'), `an invoice to print in ${language}: ${pdf.status}`)
        const ubl = await json(path.replace(/pdf.*/, 'ubl'), { who: `finance-${language}` })
        expect(ubl.status === 200 && ubl.text.includes('urn:cen.eu:en16931:2017'), `an e-invoice in ${language}: ${ubl.text.slice(0, 300)}`)
      }
      const { body: own } = await json('/api/billing/invoices', { who: 'finance-he' })
      expect((Object(own['items']) as unknown[]).length === 1, 'one of their own for a customer with finance')
      expect((await json('/api/billing/invoices', { who: customer })).status === 403, 'none for a customer without')
      const { body: due } = await json('/api/billing/invoices/due', { who: 'admin' })
      expect(Array.isArray(due['items']), 'what is due')
      const { body: waiting } = await json('/api/tickets?status=awaiting_estimate&limit=200', { who: 'admin' })
      const offers = Object(waiting['items']) as { id: string }[]
      expect(offers.length === 6, `${offers.length} tickets that wait for a decision instead of six`)
      const he = await json(`/api/billing/tickets/${offers[0]?.id}/estimates`, { who: 'admin' })
      expect((Object(he.body['items']) as { state: string }[])[0]?.state === 'offered', `an offer: ${he.text.slice(0, 300)}`)
    },
  },
  {
    what: 'a search finds articles in six languages, each for whom it is for',
    async run({ json, expect }) {
      for (const { language, words, question } of sampleQuestions) {
        const titlesFor = async (query: string, who?: string): Promise<unknown[]> => {
          const { status, body, text } = await json(`/api/kb/search?language=${language}&query=${encodeURIComponent(query)}`, { who })
          expect(status === 200 && Array.isArray(body['items']), `an answer in ${language}: ${text.slice(0, 300)}`)
          return (body['items'] as { title: unknown }[]).map(({ title }) => title)
        }
        const { printer, request, handover } = words
        expect((await titlesFor(question))[0] === printer.title, `somebody unknown finds the article in ${language}`)
        const found = await json(`/api/kb/search?language=${language}&query=${encodeURIComponent(question)}`)
        const [first] = found.body['items'] as { id: string }[]
        const article = await json(`/api/kb/articles/${first?.id}?language=${language}`)
        const picture = /<img[^>]* src="([^"]+)"/.exec(String(article.body['html']))?.[1] ?? '/no-picture'
        expect((await json(picture)).status === 200, `its picture in ${language}`)
        for (const [text, readers, others] of [
          [request, [`customer-${language}`, `agent-${language}`], [undefined]],
          [handover, [`agent-${language}`], [undefined, `customer-${language}`, `manager-${language}`]],
        ] as const) {
          for (const who of readers) expect((await titlesFor(text.title, who)).includes(text.title), `'${text.title}' for ${who}`)
          for (const who of others)
            expect(!(await titlesFor(text.title, who)).includes(text.title), `no '${text.title}' for ${who ?? 'nobody'}`)
        }
      }
    },
  },
]
