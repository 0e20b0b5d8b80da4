import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { fromPg } from '../../src/store/host/host-handle.ts'
import type { PgClient, PgQuery } from '../../src/store/postgres/pg-types.ts'
import { type Cast, openCast } from '../access/cast.ts'

type Caller = ReturnType<Desk['as']>

/** What the caller was shown, as one text, and which tickets. */
interface Page {
  readonly text: string
  readonly tickets: readonly { readonly id: string; readonly category: string }[]
}

interface Asked {
  readonly viewId: string
  readonly personId: string
  /** Stands in the tickets of this round and in no other. */
  readonly word: string
}

const reads: Readonly<Record<string, (caller: Caller, asked: Asked) => Promise<Page>>> = {
  'tickets.list': async (caller) => pageOf(await caller.tickets.list({ open: true })),
  'tickets.list by priority, one at a time': async (caller) => {
    const tickets: Page['tickets'][number][] = []
    let text = ''
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await caller.tickets.list({ open: true, sort: 'priority', limit: 1, ...(cursor ? { cursor } : {}) })
      tickets.push(...page.items)
      text += JSON.stringify(page)
      cursor = page.nextCursor
    }
    return { text, tickets }
  },
  'views.tickets': async (caller, { viewId }) => pageOf(await caller.views.tickets({ viewId })),
  'history.ofPerson': async (caller, { personId }) => {
    const { items, ...rest } = await caller.history.ofPerson({ personId })
    return { text: JSON.stringify([items, rest]), tickets: items.flatMap(({ ticket }) => ticket ?? []) }
  },
  'search.find': async (caller, { word }) => {
    const page = await caller.search.find({ query: word, kind: 'ticket' })
    return { text: JSON.stringify(page), tickets: page.items.flatMap(({ ticket }) => ticket ?? []) }
  },
}
const pageOf = (page: { readonly items: Page['tickets'] }): Page => ({ text: JSON.stringify(page), tickets: page.items })

const SECRET = 'only for the other team'

forEachDatabase((kind) => {
  describe('a ticket that leaves the scope of whoever is reading, between two statements', () => {
    let cast: Cast
    let viewId = ''
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
      viewId = (await cast.as('n1').views.create({ titles: { en: 'V' }, filter: { open: true } })).id
    })

    beforeEach(({ skip }) =>
      skip(kind.kind === 'sqlite', 'a file has one writer, so nobody writes between two statements of a transaction'),
    )

    /** Reads in the host's transaction (READ COMMITTED); `meanwhile` happens before its n-th statement that looks at the desk. */
    async function readWith(read: (caller: Caller) => Promise<Page>, nth: number, meanwhile: () => Promise<void>) {
      // As another process would: what runs inside of a transaction may not use the desk from outside.
      const outside = AsyncLocalStorage.snapshot()
      const client = new pg.Client({ connectionString: cast.database.database })
      await client.connect()
      try {
        await client.query('begin')
        let statements = 0
        let isDone = false
        const query = async (asked: PgQuery) => {
          if (/\bfrom\b/.test(asked.text) && ++statements === nth) {
            await outside(meanwhile)
            isDone = true
          }
          return client.query(asked as never) as never
        }
        const page = await read(cast.desk.in(fromPg({ query } as Pick<PgClient, 'query'>)).as({ externalId: 'n1' }))
        await client.query('commit')
        return { page, isDone }
      } finally {
        await client.end()
      }
    }

    const make = async (word: string): Promise<string[]> => {
      const ids: string[] = []
      for (const number of ['one', 'two', 'three']) {
        const input = { subject: `${word} ${number}`, requesterId: cast.id.a1, teamId: cast.net, body: `A ${word}.` }
        ids.push((await cast.as('ad').tickets.create(input)).id)
      }
      return ids
    }
    const away = async (ids: readonly string[]): Promise<void> => {
      for (const ticketId of ids)
        if ((await cast.as('ad').tickets.get({ ticketId })).category !== 'closed')
          await cast.as('ad').tickets.cancel({ ticketId, reason: 'Over.' })
    }

    for (const [name, read] of Object.entries(reads)) {
      it(`${name} shows nothing of what it got afterwards`, { timeout: 120_000 }, async () => {
        for (let nth = 1; ; nth += 1) {
          const word = `lighthouse${nth}`
          const [first = '', second = '', third = ''] = await make(word)
          const { page, isDone } = await readWith(
            (caller) => read(caller, { viewId, personId: cast.id.a1, word }),
            nth,
            async () => {
              await cast.as('ad').tickets.assign({ ticketId: second, assigneeId: null, teamId: cast.fin })
              await cast.as('ad').tickets.tag({ ticketId: second, add: [SECRET] })
              await cast.as('ad').tickets.note({ ticketId: second, body: `${word} ${SECRET}` })
              await cast.as('ad').tickets.update({ ticketId: second, subject: `${word} ${SECRET}` })
            },
          )
          expect(page.text, `before statement ${nth}`).not.toContain(SECRET)
          expect(
            page.tickets.map(({ id }) => id),
            `before statement ${nth}`,
          ).toEqual(expect.arrayContaining([first, third]))
          // A page that was turned before shows it as it was then.
          if (isDone && !name.includes('one at a time'))
            expect(
              page.tickets.map(({ id }) => id),
              `before statement ${nth}`,
            ).not.toContain(second)
          await away([first, second, third])
          if (!isDone) break
        }
      })

      if (name.startsWith('tickets') || name.startsWith('views'))
        it(`${name} shows what its filter says, also where that has changed`, { timeout: 120_000 }, async () => {
          for (let nth = 1; ; nth += 1) {
            const word = `lantern${nth}`
            const ids = await make(word)
            const { page, isDone } = await readWith(
              (caller) => read(caller, { viewId, personId: cast.id.a1, word }),
              nth,
              async () => void (await cast.as('ad').tickets.cancel({ ticketId: ids[1] ?? '', reason: 'Over.' })),
            )
            expect(
              page.tickets.filter(({ category }) => category === 'closed'),
              `before statement ${nth}`,
            ).toEqual([])
            expect(page.tickets.map(({ id }) => id)).toEqual(expect.arrayContaining([ids[0], ids[2]]))
            await away(ids)
            if (!isDone) break
          }
        })
    }
  })
})
