import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { createDesk, type Desk, describeSchema, folderStorage } from '@deskwright/core'
import { type EquipmentContract, equipment } from '@deskwright/plugin-equipment'
import { exportFolder, importFolder, type KbContract, knowledgeBase } from '@deskwright/plugin-kb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { tracesOf } from '../../testing/src/conformance/database.ts'
import { forEachDatabase } from '../../testing/src/database/for-each-database.ts'
import { DemoClock } from '../src/demo/demo-clock.ts'
import { type DemoDatabase, openDatabase } from '../src/demo/demo-database.ts'
import { loadArticles } from '../src/demo/sample/load-articles.ts'
import { loadEquipment } from '../src/demo/sample/load-equipment.ts'
import { loadSample } from '../src/demo/sample/load-sample.ts'
import { everyItem } from '../src/every-item.ts'
import { externalIdOf } from '../src/population/population.ts'
import { logIncident } from '../src/replay/log-type.ts'
import { type OwnDatabase, ownDatabase, temporaryFolder } from './own-database.ts'
import { PROCESS_TIMEOUT } from './run-cli.ts'

vi.setConfig({ testTimeout: PROCESS_TIMEOUT })

type WithBoth = Desk<EquipmentContract | KbContract>

forEachDatabase(({ kind }) => {
  let database: OwnDatabase
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let opened: DemoDatabase
  const clock = new DemoClock()
  const desks: Pick<Desk, 'close'>[] = []
  beforeEach(async () => {
    database = await ownDatabase(kind)
    folder = await temporaryFolder()
    opened = await openDatabase(database.url)
  })
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.close()
    await opened.close()
    await database.drop()
    await folder.remove()
  })

  const options = () => ({
    database: opened.database,
    files: { storage: folderStorage(folder.path) },
    clock: clock.now,
    identify: () => null,
    ticketTypes: [logIncident],
    worker: false,
  })
  const open = async <D extends Pick<Desk, 'migrate' | 'close'>>(desk: D): Promise<D> => {
    desks.push(desk)
    await desk.migrate()
    return desk
  }
  const alone = (): Promise<Desk> => open(createDesk(options()))
  const withBoth = (): Promise<WithBoth> => open(createDesk({ ...options(), plugins: [equipment(), knowledgeBase()] }))

  it('takes both plugins when it is populated, and gives them back with nothing left but what was exported', async () => {
    const before = await alone()
    await loadSample(before, clock)
    await settled(before)
    const [schema, tickets] = [await describeSchema(before['~store']), await ticketsOf(before)]
    expect(await before.doctor()).toEqual({ healthy: true, findings: [] })

    const first = await withBoth()
    expect(await loadEquipment(first, clock.now())).toBe(12)
    expect(await loadArticles(first)).toBe(4)
    await settled(first)
    expect(await first.doctor()).toEqual({ healthy: true, findings: [] })
    const place = (name: string): string => join(folder.path, 'exported', name)
    const sheet = await exported(first, place('first'))
    const planned = (await ticketsOf(first)).filter(({ id }) => !tickets.some((one) => one.id === id))
    expect(planned.map(({ channel }) => channel)).toEqual(Array(6).fill('maintenance'))

    const without = await alone()
    for (const plugin of ['equipment', 'kb']) await without.uninstall(plugin)
    expect(await describeSchema(without['~store'])).toBe(schema)
    for (const plugin of ['equipment', 'kb']) expect(await tracesOf({ desk: without }, plugin)).toEqual([])
    expect(await mentions(without)).toEqual([])
    await settled(without)
    expect(await without.doctor()).toEqual({ healthy: true, findings: [] })
    const after = await ticketsOf(without)
    expect(after.filter(({ id }) => tickets.some((one) => one.id === id))).toEqual(tickets)
    // What a plan has opened is a ticket like any other, and somebody may be at work on it.
    expect(after).toHaveLength(tickets.length + 6)

    const again = await withBoth()
    expect((await exported(again, place('empty'))).articles).toEqual([])
    await restored(again, sheet, place('first'))
    expect(await exported(again, place('again'))).toEqual(sheet)
    expect(await again.doctor()).toEqual({ healthy: true, findings: [] })
  })
})

/** Until nothing is left to be done. */
async function settled(desk: Desk): Promise<void> {
  for (let round = 0; round < 5; round += 1) await desk.tick()
}

async function ticketsOf(desk: Desk) {
  const found = []
  for await (const { id, channel, subject, status } of everyItem((place) => desk.system('test').tickets.list(place)))
    found.push({ id, channel, subject, status })
  return found
}

/** What happened stays told, and so does who did it. */
const history = /^(?:event|change)$/

/** Rows of core that still speak of one of the plugins. */
async function mentions(desk: Desk): Promise<readonly string[]> {
  const schema = await describeSchema(desk['~store'])
  const tables = [...schema.matchAll(/^table (\S+)$/gm)].flatMap(([, name = '']) => (history.test(name) ? [] : [name]))
  return desk['~store'].read(async ({ db }) => {
    const found: string[] = []
    for (const table of tables)
      for (const row of await db
        .selectFrom(table as 'ticket')
        .selectAll()
        .execute()) {
        const { created_by: _who, ...rest } = row
        const text = JSON.stringify(rest)
        if (/equipment|"kb["./_]/.test(text)) found.push(`${table}: ${text}`)
      }
    return found
  })
}

/** Path and bytes of every file. */
async function treeOf(folder: string) {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  const read = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name)
    return { path: relative(folder, path), bytes: (await readFile(path)).toString('base64') }
  })
  return (await Promise.all(read)).sort((one, other) => (one.path < other.path ? -1 : 1))
}

/** What the plugins give to take away: all articles, and all equipment; the directories and places that its table names go by hand. */
async function exported(desk: WithBoth, place: string) {
  const { kb, equipment: registry, companies } = desk.system('export')
  await exportFolder({ kb }, place)
  const articles = await treeOf(place)
  let table = ''
  const decoder = new TextDecoder()
  for await (const chunk of (await registry.exportItems({})).body)
    table += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
  const [header = '', ...lines] = table.trim().split('\r\n')
  const kinds = (await registry.kinds({ limit: 200 })).items.map(({ name, attributes }) => ({ name, attributes }))
  const places = []
  for await (const { id: companyId } of everyItem((page) => companies.list(page))) {
    const { items } = await registry.objects({ companyId, limit: 200 })
    const nameOf = (id: string | null) => items.find((one) => one.id === id)?.name
    for (const { name, parentId } of items) places.push({ companyId, name, inside: nameOf(parentId) })
  }
  const byText = (one: object, other: object) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)
  return { articles, header, lines: lines.sort(), kinds: kinds.sort(byText), places: places.sort(byText) }
}

async function restored(
  desk: WithBoth,
  { header, lines, kinds, places }: Awaited<ReturnType<typeof exported>>,
  place: string,
): Promise<void> {
  const { people, access } = desk.system('import')
  // Files are somebody's: both are brought by the administrator, whose roles went with the plugins.
  const admin = { externalId: externalIdOf('admin') }
  for await (const { id: personId, externalId } of everyItem((page) => people.list(page)))
    if (externalId === admin.externalId)
      for (const roleId of ['equipment.keeper', 'kb.manager']) await access.grant({ personId, roleId, scope: 'all' })
  const { kb, equipment: registry, files } = desk.as(admin)
  expect(await importFolder({ kb, files }, place)).toMatchObject({ isApplied: true, faults: [] })
  for (const one of kinds) await registry.createKind(one)
  const roots = new Map<string, string>()
  for (const { companyId, name, inside } of places.toSorted((a, b) => Number(a.inside !== undefined) - Number(b.inside !== undefined))) {
    const parentId = inside === undefined ? undefined : roots.get(`${companyId} ${inside}`)
    const { id } = await registry.createObject({ companyId, name, ...(parentId === undefined ? {} : { parentId }) })
    if (inside === undefined) roots.set(`${companyId} ${name}`, id)
  }
  const body = new TextEncoder().encode([header, ...lines].join('\r\n'))
  const { id: importId } = await registry.startImport({ fileId: (await files.stage({ name: 'items.csv', body })).id })
  await settled(desk)
  expect((await registry.importFaults({ importId })).items).toEqual([])
  expect(await registry.importState({ importId })).toMatchObject({ state: 'done', created: lines.length, faulty: 0 })
}
