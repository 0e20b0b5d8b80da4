import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../packages/testing/src/database/for-each-database.ts'
import { writeBlocks } from './blocks.ts'
import { checkTypes, placeOf, runProgram, serveDay } from './day/desk-process.ts'
import { exchange } from './day/http-exchange.ts'
import { programOf, readDay } from './day/page.ts'
import type { Names } from './day/shown-value.ts'

/**
 * The page is the test. Each act stands there twice: its REST blocks are sent to one desk, through a server, in their order, and every answer is
 * compared with the one that is shown; its library blocks are one program, for another desk. Both desks must have lived the same day.
 *
 * For whoever writes there (see `day/`): `{name}` in an answer gives a name to a value that nobody can know, such as an id, and wherever the name
 * stands from then on the value must be the same; `…` says that there is more than is shown; a body without `Content-Type` is JSON; headings set
 * the clock. A block without an answer fails with the answer, to be copied.
 */
const name = 'a-day-at-the-desk.md'
const path = join(import.meta.dirname, '../guide', name)
const page = await readDay(path)

const history = `import { desk, users } from './desk.ts'
await desk.tick()
const items: unknown[] = []
for (let after = 0; ; ) {
  const page = await desk.as(users.ada).audit.events({ after, limit: 200 })
  items.push(...page.items.map(({ event, actor, at, payload }) => [event, actor.kind, actor.acting, at, Object.keys(payload).sort()]))
  if (page.items.length === 0) break
  after = page.lastPosition
}
process.stdout.write(JSON.stringify({ items, diagnosis: await desk.doctor() }))
await desk.close()
`

it('has the types of a strict project', { timeout: 120_000 }, async () => {
  const { folder, remove } = await writeBlocks(page.files)
  onTestFinished(remove)
  await writeFile(join(folder, 'day.ts'), programOf(page))
  await checkTypes(folder)
})

forEachDatabase(({ kind }) => {
  it('goes as it is written, by REST and by library, and both desks have the same history', { timeout: 300_000 }, async () => {
    const { folder, remove } = await writeBlocks(page.files)
    onTestFinished(remove)
    const [overHttp, byLibrary] = [await placeOf(kind, folder, 'rest'), await placeOf(kind, folder, 'library')]
    onTestFinished(async () => {
      await overHttp.drop()
      await byLibrary.drop()
    })
    const served = await serveDay(folder, overHttp)
    onTestFinished(() => served.end())
    const names: Names = new Map()
    for (const step of page.steps) {
      if (step.kind === 'time') await served.at(step.instant)
      if (step.kind === 'http') await exchange(step.text, served.base, names, `${name}:${step.line}`)
    }
    await served.end()
    await runProgram(folder, 'day.ts', programOf(page), byLibrary)
    const told = await Promise.all([overHttp, byLibrary].map((place) => runProgram(folder, 'history.ts', history, place)))
    const [rest, library] = told.map((text): unknown => JSON.parse(text))
    expect(library).toEqual(rest)
    expect(rest).toMatchObject({ diagnosis: { healthy: true, findings: [] } })
  })

  it('sends by mail what the page says', { timeout: 60_000 }, async () => {
    const { folder, remove } = await writeBlocks(page.files)
    onTestFinished(remove)
    const place = await placeOf(kind, folder, 'mail')
    onTestFinished(() => place.drop())
    await runProgram(folder, 'mail.ts', page.files.get('mail.ts') ?? '', place)
  })
})
