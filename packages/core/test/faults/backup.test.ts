import { copyFile, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { acknowledgedIn } from './acknowledged.ts'
import { bundled } from './bundled.ts'
import { Forked } from './forked.ts'
import { historyFaults, lostFaults, readHistory } from './history.ts'
import { openTickets, writers, writingDesk } from './writing-desk.ts'

const isFull = process.env['DESK_FULL'] === '1'
const PROCESSES = isFull ? 8 : 4
const BACKUPS = isFull ? 20 : 4
const DAMAGES = isFull ? 100 : 24

const folderOfTest = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'deskwright-backup-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }))
  return folder
}

/** The two ways that the guide names. */
const ways: readonly ((file: string, copy: string) => Promise<unknown>)[] = [
  async (file, copy) => {
    const db = new Database(file, { readonly: true })
    try {
      await db.backup(copy)
    } finally {
      db.close()
    }
  },
  async (file, copy) => {
    const db = new Database(file, { readonly: true })
    try {
      db.prepare('vacuum into ?').run(copy)
    } finally {
      db.close()
    }
  },
]

it('FT20: a backup under load is whole, and holds everything that was acknowledged before it began', {
  timeout: isFull ? 600_000 : 120_000,
}, async () => {
  const folder = await folderOfTest()
  const place = await testDatabases[0]?.create()
  if (!place) throw new TypeError('there is no SQLite')
  const file = place.database.slice('sqlite:'.length)
  const sink = join(folder, 'acknowledged.jsonl')
  const desk = writingDesk(place)
  const writer = await bundled(new URL('./writer-process.ts', import.meta.url))
  let working: Forked[] = []
  try {
    await openTickets(desk, 20)
    working = writers.slice(0, PROCESSES).map((name) => new Forked(writer.script, [place.database, place.schema, sink, name]))
    await Promise.all(working.map(({ ready }) => ready))
    for (const one of working) one.go()
    for (let round = 0; round < BACKUPS; round += 1) {
      const known = acknowledgedIn(sink).length
      for (let waited = 0; waited < 5000 && acknowledgedIn(sink).length < known + 20; waited += 20) await sleep(20)
      const before = acknowledgedIn(sink)
      expect(before.length).toBeGreaterThan(known)
      const copy = join(folder, `copy-${round}.db`)
      await ways[round % ways.length]?.(file, copy)
      const restored = writingDesk({ database: `sqlite:${copy}`, schema: place.schema })
      try {
        expect((await restored.doctor()).findings).toEqual([])
        const history = await readHistory(restored)
        expect(historyFaults(restored, history)).toEqual([])
        expect(lostFaults(history, before)).toEqual([])
        // It is a desk like any other: it can be worked with.
        const { items } = await restored.as({ externalId: writers[0] ?? '' }).tickets.list({ limit: 1 })
        await restored.as({ externalId: writers[0] ?? '' }).tickets.note({ ticketId: items[0]?.id ?? '', body: 'Restored.' })
        expect((await restored.doctor()).healthy).toBe(true)
      } finally {
        await restored.close()
      }
      expect(working.flatMap(({ faults }) => faults)).toEqual([])
    }
    expect((await desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
  } finally {
    await Promise.all(working.map((one) => one.kill()))
    await desk.close()
    await place.drop()
    await writer.remove()
  }
})

/** Small and always the same, so that a damage that slipped through once can be made again. */
const numbersFrom = (seed: number) => {
  let last = seed
  return () => {
    last = (last * 1_103_515_245 + 12_345) % 2_147_483_648
    return last / 2_147_483_648
  }
}

it('FT20: a damaged file is refused or reported; what slips through is a letter in a text, never a row or a link', {
  timeout: 300_000,
}, async () => {
  const folder = await folderOfTest()
  const whole = join(folder, 'whole.db')
  const made = writingDesk({ database: `sqlite:${whole}`, schema: 'x' })
  await openTickets(made, 60)
  await made.close()
  const { size } = await stat(whole)
  const random = numbersFrom(20)
  const shape = async (file: string) => {
    const desk = writingDesk({ database: `sqlite:${file}`, schema: 'x' }, { busyDeadlineMs: 500 })
    try {
      const found = await desk.doctor()
      if (!found.healthy) return { reported: found.findings.map(({ code }) => code) }
      const { items } = await desk.system('look').tickets.list({ limit: 200 })
      for (const { id } of items) await desk.system('look').tickets.messages({ ticketId: id })
      return { served: items.map(({ id, version, status, number }) => [id, version, status, number]) }
    } catch (error) {
      // Whatever is thrown has a code: no answer is made of what could not be read.
      if (!isDeskError(error)) throw error
      return { reported: [error.code] }
    } finally {
      await desk.close().catch(() => {})
    }
  }
  const expected = await shape(whole)
  expect(expected.served).toHaveLength(60)
  const tally = { reported: 0, harmless: 0, slipped: 0 }
  for (let n = 0; n < DAMAGES; n += 1) {
    const copy = join(folder, `damaged-${n}.db`)
    if (n % 4 === 0) {
      await writeFile(copy, (await readFile(whole)).subarray(0, Math.floor(size * (0.05 + random() * 0.9))))
    } else {
      await copyFile(whole, copy)
      const handle = await open(copy, 'r+')
      // A page that was never written, as after a disk that lied, or bits of one that flipped.
      if (n % 4 === 1) {
        await handle.write(Buffer.alloc(4096, n), 0, 4096, Math.floor((random() * size) / 4096) * 4096)
      } else {
        const at = Math.floor(random() * size)
        const byte = Buffer.alloc(1)
        await handle.read(byte, 0, 1, at)
        await handle.write(Buffer.from([(byte[0] ?? 0) ^ (1 << Math.floor(random() * 8))]), 0, 1, at)
      }
      await handle.close()
    }
    const { reported, served } = await shape(copy)
    if (reported) tally.reported += 1
    else if (n % 4 < 2)
      expect({ n, served }, 'a lost page must not go unnoticed unless nothing stood there').toEqual({ n, served: expected.served })
    else if (JSON.stringify(served) === JSON.stringify(expected.served)) tally.harmless += 1
    else tally.slipped += 1
    await rm(copy, { force: true })
  }
  console.log(`${DAMAGES} damages: ${JSON.stringify(tally)}`)
  expect(tally.reported).toBeGreaterThan(DAMAGES / 3)
  expect(tally.slipped).toBe(0)
})
