import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { everyRow, type Rows, rowsBetween } from './every-row.ts'
import { breakPostgres, Fault, type FaultKind, postgresKinds, sqliteFaults, sqliteKinds } from './faulty-database.ts'
import { historyFaults, readHistory } from './history.ts'
import type { Prepared, Recipe } from './recipe.ts'
import { commandRecipes } from './recipes.ts'
import { openStage, type Stage } from './stage.ts'

export const isFull = process.env['DESK_FULL'] === '1'

interface Bench extends Stage {
  readonly fault: Fault
  readonly kinds: readonly FaultKind[]
  leaked(): string[]
}

/** `isSeam`: failures come from the store's seam, which sends statements one by one; else PostgreSQL itself refuses, pipelined. */
export async function openBench(kind: TestDatabaseKind, isSeam = kind.kind === 'sqlite'): Promise<Bench> {
  const fault = new Fault()
  if (isSeam) return { ...(await openStage(kind, sqliteFaults(fault))), fault, kinds: sqliteKinds, leaked: () => [] }
  const stage = await openStage(kind)
  const { leaked } = await breakPostgres(stage, fault)
  return { ...stage, fault, kinds: postgresKinds, leaked }
}

export const call = (
  stage: Stage,
  operation: string,
  { who = 'admin', input, byPlugin }: Prepared,
  idempotencyKey?: string,
): Promise<object> => {
  if (byPlugin) {
    stage.script.play = async (work) => void (await byPlugin.run(work))
    return call(stage, 'probe.play', { input: { ticketId: byPlugin.ticketId } })
  }
  const [group = '', method = ''] = operation.split('.')
  const services: unknown = stage.desk.as({ externalId: who }, idempotencyKey === undefined ? {} : { idempotencyKey })
  const run = (services as Record<string, Record<string, (input: object) => Promise<object>>>)[group]?.[method]
  if (!run) throw new TypeError(`there is no operation ${operation}`)
  return run(input)
}

/** What a caller may hear when the database fails: an error of the registry that is about the database, never one of the driver. */
export const expectTyped = (error: unknown, what: string): void => {
  expect(isDeskError(error), `${what}: ${String(error)}`).toBe(true)
  expect((error as { code: string }).code, what).toMatch(/^(store\.|hook\.failed$)/)
}

/** Nothing is left open: connections are back, and the next calls work. */
export async function expectUsable(bench: Bench, what: string): Promise<void> {
  // The end of a read is not waited for.
  for (let waited = 0; bench.leaked().length && waited < 1000; waited += 5) await sleep(5)
  expect(bench.leaked(), what).toEqual([])
  expect(await call(bench, 'people.me', { input: {} }), what).toBeDefined()
}

interface Outcome {
  readonly before: Rows
  readonly after: Rows
  readonly error: unknown
  readonly struck: boolean
}

/** The k-th call of the database fails while the operation runs. */
export async function withFault(bench: Bench, operation: string, prepared: Prepared, k: number, kind: FaultKind): Promise<Outcome> {
  const before = await everyRow(bench.desk, ['probe_row'])
  let error: unknown
  bench.fault.arm(k, kind)
  try {
    await call(bench, operation, prepared)
  } catch (caught) {
    error = caught
  }
  const struck = bench.fault.disarm()
  await expectUsable(bench, `${operation}, ${kind} at ${k}`)
  return { before, after: await everyRow(bench.desk, ['probe_row']), error, struck }
}

/** k = 1 … last: the kinds of failure in turns, or all of them at each k. */
export async function everyCall(bench: Bench, operation: string, offset: number): Promise<string> {
  const recipe = commandRecipes[operation]
  if (!recipe) throw new TypeError(`there is no recipe for ${operation}`)
  const prepared = await recipe(bench)
  const clean = await withFault(bench, operation, prepared, Number.POSITIVE_INFINITY, 'error')
  expect(clean.error, operation).toBeUndefined()
  const done = rowsBetween(clean.before, clean.after)
  expect(Object.keys(done).length > 0, `${operation} does something`).toBe(prepared.changes ?? true)
  const calls = bench.fault.calls
  let runs = 0
  let saved = 0
  for (let k = 1; ; k += 1) {
    let struckOnce = false
    const kinds = isFull ? bench.kinds : [bench.kinds[(k + offset) % bench.kinds.length] ?? 'error']
    for (const kind of kinds) {
      const what = `${operation}, ${kind} at ${k}`
      const { before, after, error, struck } = await withFault(bench, operation, await recipe(bench), k, kind)
      if (!struck) continue
      struckOnce = true
      runs += 1
      const changed = rowsBetween(before, after)
      if (error === undefined) expect(changed, `${what}: succeeded`).toEqual(done)
      else {
        expectTyped(error, what)
        if (isDeskError(error) && error.code === 'store.commit_unknown')
          expect([{}, done], `${what}: may have been saved`).toContainEqual(changed)
        else expect(changed, `${what}: refused with ${String(error)}`).toEqual({})
      }
      if (error === undefined) saved += 1
    }
    if (!struckOnce) break
    expect(k, `${operation} has an end`).toBeLessThan(400)
  }
  expect(runs, operation).toBeGreaterThanOrEqual(Math.min(calls, 4))
  return `${runs} failures, ${saved} made good by a repetition`
}

/** Each of the commands, with each of its calls of the database failing in turn. A file of tests for each set of recipes, as they run side by side. */
export const failingCommands = (recipes: Readonly<Record<string, Recipe>>): void =>
  forEachDatabase((database) => {
    describe('a call of the database that fails', () => {
      const groups = Map.groupBy(Object.keys(recipes), (id) => id.split('.')[0] ?? '')
      for (const [group, operations] of groups)
        it(`leaves ${group} as they were or as they were to become, whichever call it was`, {
          timeout: isFull ? 1_800_000 : 240_000,
        }, async () => {
          const runs: Record<string, string> = {}
          for (const [index, operation] of operations.entries()) {
            const bench = await openBench(database)
            try {
              runs[operation] = await everyCall(bench, operation, index)
              expect(historyFaults(bench.desk, await readHistory(bench.desk))).toEqual([])
              expect((await bench.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
            } finally {
              await bench.close()
            }
          }
          if (isFull) console.log(`${database.kind}: ${JSON.stringify(runs)}`)
        })
    })
  })
