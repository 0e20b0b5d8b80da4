import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { type Cast, openCast } from '../access/cast.ts'
import { post } from './channel-plugin.ts'

const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined }

forEachDatabase((kind) => {
  describe('a process that is killed while it tells somebody', { timeout: 120_000 }, () => {
    let cast: Cast
    let noting: { tick(): Promise<unknown>; close(): Promise<void> }
    const sink = join(tmpdir(), `deskwright-sent-${process.pid}-${kind.kind}`)
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
      // Notes who is to be told, and leaves the telling to processes that can be killed.
      noting = createDesk({
        database: cast.database.database,
        store: { schema: cast.database.schema },
        plugins: [post({ gatherMs: 3_600_000, send: () => undefined })],
        log: quiet,
        worker: false,
        identify: () => null,
      })
      afterAll(() => noting.close())
      afterAll(() => rm(sink, { force: true }))
    })

    const run = async (moment: string, whenUnsure = 'once_more') => {
      const args = [cast.database.database, cast.database.schema, sink, moment, whenUnsure]
      const child = fork(new URL('./sending-process.ts', import.meta.url), args, { execArgv: [], stdio: 'inherit' })
      const [code, signal] = await once(child, 'exit')
      return signal ?? code
    }
    const sent = () => readFileSync(sink, 'utf8').split('\n').filter(Boolean)
    const told = async () => {
      writeFileSync(sink, '')
      const { id } = await cast.as('a1').tickets.create({ subject: 'Printer', body: 'It smokes.' })
      await cast.as('ad').tickets.assign({ ticketId: id, assigneeId: null, teamId: cast.net })
      await cast.as('n1').tickets.reply({ ticketId: id, body: 'On our way.' })
      // Whoever was killed has left its lease on the desk's handlers as well.
      await cast.desk['~store'].write(({ db }) => db.updateTable('handler').set({ lease_owner: null, lease_until_ms: 0 }).execute())
      await noting.tick()
      await noting.tick()
      await cast.desk['~store'].write(({ db }) =>
        db
          .updateTable('notification_delivery')
          .set({ due_ms: sql`0` })
          .where('person_id', '=', cast.id.a1)
          .where('state', '=', 'waiting')
          .execute(),
      )
      return id
    }
    const leasesOver = () =>
      cast.desk['~store'].write(({ db }) =>
        db.updateTable('notification_delivery').set({ lease_until_ms: sql`1` }).where('lease_until_ms', '>', 0).execute(),
      )
    const stateOf = async (ticketId: string) =>
      (
        await cast.desk['~store'].read(({ db }) =>
          db
            .selectFrom('notification_delivery')
            .select(['state', 'attempt_count'])
            .where('ticket_id', '=', ticketId)
            .where('person_id', '=', cast.id.a1)
            .orderBy('id', 'desc')
            .execute(),
        )
      )[0]

    it('before it sent: it is sent by another, once', async () => {
      const ticketId = await told()
      expect(await run('before')).toBe('SIGKILL')
      expect(sent()).toEqual([])
      // While the lease runs nobody else begins.
      expect(await run('never')).toBe(0)
      expect(sent()).toEqual([])
      await leasesOver()
      expect(await run('never')).toBe(0)
      expect(sent()).toHaveLength(1)
      expect(await stateOf(ticketId)).toEqual({ state: 'done', attempt_count: 2 })
    })

    it('after it sent, before it said so: it is sent once more with the same id, and never again', async () => {
      const ticketId = await told()
      expect(await run('after')).toBe('SIGKILL')
      await leasesOver()
      for (let n = 0; n < 2; n += 1) {
        expect(await run('never')).toBe(0)
        await leasesOver()
      }
      const ids = sent()
      expect(ids).toHaveLength(2)
      expect(new Set(ids).size).toBe(1)
      expect(await stateOf(ticketId)).toEqual({ state: 'done', attempt_count: 2 })
    })

    it('of a channel that would rather send nothing than twice: it is given up', async () => {
      const ticketId = await told()
      expect(await run('after', 'give_up')).toBe('SIGKILL')
      await leasesOver()
      expect(await run('never', 'give_up')).toBe(0)
      expect(sent()).toHaveLength(1)
      expect(await stateOf(ticketId)).toEqual({ state: 'dead', attempt_count: 1 })
    })
  })
})
