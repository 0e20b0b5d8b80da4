import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import type { Desk } from '../../src/desk/desk.ts'
import type { AsOptions } from '../../src/operation/caller.ts'
import { type Bundled, bundled } from '../faults/bundled.ts'
import { Forked } from '../faults/forked.ts'
import { historyFaults, readHistory } from '../faults/history.ts'
import { openTickets, writers, writingDesk } from '../faults/writing-desk.ts'
import type { Finish, Runner } from './race-process.ts'

const PROCESSES = 8

forEachDatabase((database) => {
  describe('a race of processes', () => {
    let place: TestDatabase
    let desk: Desk
    let runner: Bundled
    let tickets: string[]
    beforeAll(async () => {
      place = await database.create()
      desk = writingDesk(place)
      tickets = await openTickets(desk, 6)
      runner = await bundled(new URL('./race-process.ts', import.meta.url))
    })
    afterAll(async () => {
      await desk.close()
      await runner.remove()
      await place.drop()
    })

    /** All of them stand ready before the first one runs. */
    async function race(runners: readonly Omit<Runner, 'database' | 'schema'>[]): Promise<Finish['outcomes'][number][]> {
      const forks = runners.map(
        (one) => new Forked(runner.script, [JSON.stringify({ ...one, database: place.database, schema: place.schema })]),
      )
      try {
        await Promise.all(forks.map(({ ready }) => ready))
        for (const fork of forks) fork.go()
        await Promise.all(forks.map((fork) => fork.finished()))
        expect(forks.flatMap(({ faults }) => faults)).toEqual([])
        return forks.flatMap(({ results }) => (results as Finish[]).flatMap(({ outcomes }) => outcomes))
      } finally {
        await Promise.all(forks.map((fork) => fork.kill()))
      }
    }
    const everybody = (operation: string, input: object, times: number, options: AsOptions = {}) =>
      writers.slice(0, PROCESSES).map((who) => ({ who, operation, input, times, options }))
    const first = () => desk.as({ externalId: writers[0] ?? '' })
    const names = async (ticketId: string): Promise<string[]> =>
      (await readHistory(desk)).events.filter(({ subject_id }) => subject_id === ticketId).map(({ name }) => name)
    const expectWhole = async (): Promise<void> => {
      expect(historyFaults(desk, await readHistory(desk))).toEqual([])
      expect((await desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
    }

    it('to close one ticket has one winner; the others are refused; it is closed once', { timeout: 60_000 }, async () => {
      const [, , , ticketId = ''] = tickets
      await first().tickets.resolve({ ticketId, resolution: 'solved', text: 'Done.' })
      const outcomes = await race(everybody('tickets.close', { ticketId }, 50))
      expect(outcomes.filter(({ answer }) => answer !== undefined)).toHaveLength(1)
      expect(outcomes.filter(({ status, code }) => status === 409 && code === 'machine.illegal_transition')).toHaveLength(
        PROCESSES * 50 - 1,
      )
      expect((await names(ticketId)).filter((name) => name === 'ticket.closed')).toHaveLength(1)
      await expectWhole()
    })

    it('to assign what all have read at the same version has one winner; the losers are told the version now', {
      timeout: 60_000,
    }, async () => {
      const [, ticketId = ''] = tickets
      const { version } = await first().tickets.get({ ticketId })
      const assigneeId = (await first().people.me()).person.id
      const outcomes = await race(everybody('tickets.assign', { ticketId, assigneeId, expectedVersion: version }, 50))
      expect(outcomes.filter(({ answer }) => answer !== undefined)).toHaveLength(1)
      const now = (await first().tickets.get({ ticketId })).version
      const losers = outcomes.filter(({ code }) => code === 'ticket.conflict')
      expect(losers).toHaveLength(PROCESSES * 50 - 1)
      for (const loser of losers) expect(loser).toMatchObject({ status: 409, currentVersion: now })
      expect((await names(ticketId)).filter((name) => name === 'ticket.assigned')).toHaveLength(1)
      await expectWhole()
    })

    it('to take a ticket that nobody has gives it to one of them', { timeout: 60_000 }, async () => {
      const [, , ticketId = ''] = tickets
      const outcomes = await race(everybody('tickets.take', { ticketId }, 50))
      const takers = new Set(
        outcomes.flatMap(({ answer }) => (answer === undefined ? [] : [(JSON.parse(answer) as { assignee: { id: string } }).assignee.id])),
      )
      expect(takers.size).toBe(1)
      const losers = outcomes.filter(({ answer }) => answer === undefined)
      expect(losers).toHaveLength((PROCESSES - 1) * 50)
      const now = (await first().tickets.get({ ticketId })).version
      for (const loser of losers) expect(loser).toMatchObject({ status: 409, code: 'ticket.taken', currentVersion: now })
      expect((await names(ticketId)).filter((name) => name === 'ticket.assigned')).toHaveLength(1)
      await expectWhole()
    })

    it('to create under one key makes one ticket and gives everybody the same answer', { timeout: 60_000 }, async () => {
      const input = { type: 'incident', subject: 'Only once', body: 'Please.' }
      const before = (await readHistory(desk)).tickets.length
      const [who = ''] = writers
      const same = Array.from({ length: PROCESSES }, () => ({
        who,
        operation: 'tickets.create',
        input,
        times: 20,
        options: { idempotencyKey: 'once' },
      }))
      const outcomes = await race(same)
      expect(new Set(outcomes.map(({ answer }) => answer)).size).toBe(1)
      expect(outcomes[0]?.answer).toContain('Only once')
      expect((await readHistory(desk)).tickets.length).toBe(before + 1)
      // The same key of somebody else is another key; another body under it is an error; a key has an end.
      const as = (externalId: string, idempotencyKey: string) => desk.as({ externalId }, { idempotencyKey }).tickets
      expect((await as(writers[1] ?? '', 'once').create(input)).id).not.toBe((JSON.parse(outcomes[0]?.answer ?? '{}') as { id: string }).id)
      await expect(as(who, 'once').create({ ...input, subject: 'Another' })).rejects.toMatchObject({
        status: 422,
        code: 'idempotency.key_reused',
      })
      await expect(as(who, 'once').update({ ticketId: tickets[0] ?? '', subject: 'Other' })).rejects.toMatchObject({
        status: 422,
        code: 'idempotency.key_reused',
      })
      for (const key of ['k'.repeat(256), '', 'a b', 'ü', 'a\n'])
        await expect(as(who, key).create(input), JSON.stringify(key)).rejects.toMatchObject({
          status: 422,
          code: 'idempotency.key_invalid',
        })
      expect((await as(who, 'k'.repeat(255)).create(input)).subject).toBe('Only once')
      expect((await readHistory(desk)).tickets.length).toBe(before + 3)
      await expectWhole()
    })

    it('to make the same thing makes it once, and nobody sees the database refuse', { timeout: 60_000 }, async () => {
      const [, , , , ticketId = ''] = tickets
      const me = first()
      const { id: personId } = await me.people.create({ name: 'Rita Raced', externalId: 'rita' })
      const { id: companyId } = await me.companies.create({ name: 'Raced Ltd' })
      const count = (table: string, where: object): Promise<number> =>
        desk['~store'].read(async ({ db }) => {
          let rows = db.selectFrom(table).selectAll()
          for (const [column, value] of Object.entries(where)) rows = rows.where(column, '=', value)
          return (await rows.execute()).length
        })
      const cases: readonly (readonly [string, object, () => Promise<number>])[] = [
        ['tickets.addParticipant', { ticketId, personId, kind: 'cc' }, () => count('participant', { ticket_id: ticketId, kind: 'cc' })],
        ['tickets.tag', { ticketId, add: ['raced'] }, () => count('tag', { ticket_id: ticketId })],
        ['companies.saveMember', { companyId, personId }, () => count('membership', { company_id: companyId })],
        [
          'access.grant',
          { personId, roleId: 'customer_manager', scope: 'company', scopeId: companyId },
          () => count('access_grant', { scope_id: companyId }),
        ],
        ['people.create', { name: 'Twin', externalId: 'twin' }, () => count('person', { external_id: 'twin' })],
        ['companies.create', { name: 'Twin', externalId: 'twin' }, () => count('company', { external_id: 'twin' })],
        ['teams.create', { key: 'twin', title: 'Twin' }, () => count('team', { key: 'twin' })],
        [
          'access.saveRole',
          { roleId: 'twin', title: 'Twin', acting: 'staff', permissions: ['ticket.read'] },
          () => count('role', { id: 'twin' }),
        ],
      ]
      const desks = [desk, writingDesk(place)]
      const called = async (who: string, operation: string, input: object) => {
        const [group = '', method = ''] = operation.split('.')
        const run = async (one: Desk) =>
          (one.as({ externalId: who }) as unknown as Record<string, Record<string, (input: object) => Promise<object>>>)[group]?.[method]?.(
            input,
          )
        return Promise.allSettled(Array.from({ length: 20 }, (_, n) => run(desks[n % 2] ?? desk)))
      }
      try {
        for (const [operation, input, made] of cases) {
          const outcomes = await called(writers[0] ?? '', operation, input)
          for (const outcome of outcomes)
            if (outcome.status === 'rejected')
              expect(outcome.reason, operation).toMatchObject({ status: 409, code: expect.not.stringMatching(/^store\./) })
          expect(await made(), operation).toBe(1)
        }
        // Somebody seen for the first time by two processes at once.
        expect((await called('new-here', 'people.me', {})).map(({ status }) => status)).not.toContain('rejected')
        expect(await count('person', { external_id: 'new-here' })).toBe(1)
      } finally {
        await desks[1]?.close()
      }
      await expectWhole()
    })
  })
})
