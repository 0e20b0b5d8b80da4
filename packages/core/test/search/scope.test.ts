import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { indexTokens, queryTerms } from '../../src/analysis/analyze.ts'
import { type Cast, type Name, openCast } from '../access/cast.ts'

const isFull = process.env['DESK_FULL'] === '1'
const words = [
  'printer',
  'מדפסת',
  'چاپگر',
  'プリンター',
  'stampante',
  'принтер',
  'SN-4711-X',
  'user@example.com',
  'C++',
  'straße',
  'ещё',
  'והשרת',
  'می‌خواهم',
  '東京',
  'errore',
  'VPN',
  '50%',
  'naïve',
]
const readers: readonly Name[] = ['ad', 'nl', 'n1', 'n2', 'f1', 'am', 'a1', 'a2', 'b1']

type Step =
  | { readonly do: 'create'; readonly by: 'a1' | 'a2' | 'b1'; readonly words: readonly string[] }
  | { readonly do: 'reply' | 'note' | 'subject'; readonly at: number; readonly words: readonly string[] }
  | { readonly do: 'team' | 'assign' | 'follow' | 'copy' | 'uncopy' | 'requester' | 'company'; readonly at: number; readonly to: number }

const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 })
const at = fc.nat(7)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('create' as const), by: fc.constantFrom('a1' as const, 'a2' as const, 'b1' as const), words: text }),
    fc.record({ do: fc.constantFrom('reply' as const, 'note' as const, 'subject' as const), at, words: text }),
    fc.record({
      do: fc.constantFrom(
        'team' as const,
        'assign' as const,
        'follow' as const,
        'copy' as const,
        'uncopy' as const,
        'requester' as const,
        'company' as const,
      ),
      at,
      to: fc.nat(3),
    }),
  ),
  { minLength: 6, maxLength: 16 },
)

/** Everything that can change who finds what, at least once. */
const everyStep: Step[] = [
  { do: 'create', by: 'a1', words: ['printer', '東京'] },
  { do: 'create', by: 'b1', words: ['VPN'] },
  { do: 'note', at: 0, words: ['C++'] },
  { do: 'reply', at: 1, words: ['принтер'] },
  { do: 'copy', at: 0, to: 2 },
  { do: 'follow', at: 0, to: 1 },
  { do: 'team', at: 1, to: 1 },
  { do: 'create', by: 'a2', words: ['errore'] },
  { do: 'assign', at: 2, to: 1 },
  { do: 'subject', at: 2, words: ['stampante'] },
  { do: 'copy', at: 2, to: 0 },
  { do: 'uncopy', at: 2, to: 0 },
  { do: 'requester', at: 2, to: 2 },
]

forEachDatabase((kind) => {
  describe('what is indexed', () => {
    it('is found by each of its words by who sees it, and by nobody else', { timeout: 300_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (sequence) => {
          let finish = async (): Promise<void> => undefined
          const cast = await openCast(kind, {}, (cleanUp) => {
            finish = cleanUp
          })
          try {
            await play(cast, sequence)
            for (const name of readers)
              for (const word of words)
                expect([name, word, await found(cast, name, word)]).toEqual([name, word, await oracle(cast, name, word)])
          } finally {
            await finish()
          }
        }),
        { numRuns: isFull ? 60 : 3, examples: [[everyStep]], endOnFailure: !isFull },
      )
    })

    it('does not change for customers by what is internal: neither what is found, nor its order, nor the cursor', {
      timeout: 60_000,
    }, async () => {
      let finish = async (): Promise<void> => undefined
      const cast = await openCast(kind, {}, (cleanUp) => {
        finish = cleanUp
      })
      try {
        const ids: string[] = []
        for (let index = 0; index < 6; index += 1)
          ids.push(
            (
              await cast
                .as('a1')
                .tickets.create({ subject: `Request ${index}`, body: index % 2 ? 'the printer is broken' : 'nothing to say' })
            ).id,
          )
        const queries = [
          'printer',
          'secret',
          '"printer is"',
          'request -printer',
          'tag:vpn',
          'assignee:me',
          'printer is:open',
          'CANARY',
          'team:net printer',
        ]
        const answers = async () =>
          Promise.all(
            queries.map(async (query) => {
              const { items, nextCursor } = await cast.as('a1').search.find({ query, limit: 2 })
              return [query, items, nextCursor !== null]
            }),
          )
        const before = await answers()
        for (const ticketId of ids) {
          await cast.as('ad').tickets.note({ ticketId, body: 'secret printer CANARY printer is the printer' })
          await cast.as('ad').tickets.tag({ ticketId, add: ['vpn', 'printer'] })
        }
        await cast.as('ad').tickets.create({ subject: 'printer secret', body: 'printer', requesterId: cast.id.b1 })
        expect(await answers()).toEqual(before)
        expect(JSON.stringify(await answers())).not.toMatch(/secret p|CANARY p/)
        const staff = await cast.as('ad').search.find({ query: 'secret canary' })
        expect(staff.items).toHaveLength(6)
        expect(staff.items.every(({ excerpt }) => excerpt?.isInternal)).toBe(true)
      } finally {
        await finish()
      }
    })
  })
})

async function play(cast: Cast, sequence: readonly Step[]): Promise<void> {
  const admin = cast.as('ad')
  const ids: string[] = []
  const people = [cast.id.a1, cast.id.a2, cast.id.b1, cast.id.am]
  const staff = [cast.id.n1, cast.id.n2, cast.id.f1, cast.id.nl]
  for (const step of sequence) {
    if (step.do === 'create') {
      ids.push((await cast.as(step.by).tickets.create({ subject: step.words[0] ?? 'x', body: step.words.join(' ') })).id)
      continue
    }
    const ticketId = ids[step.at % Math.max(1, ids.length)]
    if (ticketId === undefined) continue
    // Some of these are refused, as not everybody may be everything: then nothing has happened.
    await act(step, ticketId).catch(() => undefined)
  }

  async function act(step: Exclude<Step, { do: 'create' }>, ticketId: string): Promise<unknown> {
    switch (step.do) {
      case 'reply':
        return admin.tickets.reply({ ticketId, body: step.words.join(' ') })
      case 'note':
        return admin.tickets.note({ ticketId, body: step.words.join(' ') })
      case 'subject':
        return admin.tickets.update({ ticketId, subject: step.words.join(' ') })
      case 'team':
        return admin.tickets.update({ ticketId, teamId: step.to % 2 ? cast.net : cast.fin })
      case 'assign':
        return admin.tickets.assign({ ticketId, assigneeId: staff[step.to] ?? null })
      case 'follow':
        return admin.tickets.addParticipant({ ticketId, personId: staff[step.to] ?? '', kind: 'follower' })
      case 'copy':
        return admin.tickets.addParticipant({ ticketId, personId: people[step.to] ?? '', kind: 'cc' })
      case 'uncopy':
        return admin.tickets.removeParticipant({ ticketId, personId: people[step.to] ?? '', kind: 'cc' })
      case 'requester':
        return admin.tickets.update({ ticketId, requesterId: people[step.to] ?? '', companyId: step.to === 2 ? cast.beta : cast.acme })
      case 'company':
        return admin.tickets.update({ ticketId, companyId: null })
    }
  }
}

async function found(cast: Cast, name: Name, query: string): Promise<number[]> {
  const numbers: number[] = []
  let cursor: string | undefined
  do {
    const page = await cast.as(name).search.find({ query, kind: 'ticket', limit: 3, ...(cursor === undefined ? {} : { cursor }) })
    numbers.push(...page.items.map(({ ticket }) => ticket?.number ?? 0))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(new Set(numbers).size).toBe(numbers.length)
  return numbers.sort((a, b) => a - b)
}

/** Every ticket that the list shows, with every text that the conversation shows, word by word. */
async function oracle(cast: Cast, name: Name, query: string): Promise<number[]> {
  const desk = cast.as(name)
  const numbers: number[] = []
  for (const ticket of (await desk.tickets.list({ limit: 200 })).items) {
    const { items } = await desk.tickets.messages({ ticketId: ticket.id, limit: 200 })
    const tokens = indexTokens([ticket.subject, ...items.map(({ body }) => body)].join(' \n '))
    if (queryTerms(query).every(({ forms }) => forms.some((form) => tokens.has(form)))) numbers.push(ticket.number)
  }
  return numbers.sort((a, b) => a - b)
}
