import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Desk } from '@deskwright/core'
import { expect, it, vi } from 'vitest'
import { forEachDatabase } from '../../testing/src/database/for-each-database.ts'
import { DemoClock } from '../src/demo/demo-clock.ts'
import { openDatabase } from '../src/demo/demo-database.ts'
import { createDemoDesk } from '../src/demo/demo-desk.ts'
import { openDemo } from '../src/demo/open-demo.ts'
import { SignIn } from '../src/demo/sign-in.ts'
import { ownDatabase, temporaryFolder } from './own-database.ts'
import { PROCESS_TIMEOUT } from './run-cli.ts'

vi.setConfig({ testTimeout: PROCESS_TIMEOUT })

async function texts(folder: string): Promise<Record<string, string>> {
  const { source: _, ...header } = JSON.parse(await readFile(join(folder, 'export.json'), 'utf8')) as { source: unknown }
  const found: Record<string, string> = { 'export.json': JSON.stringify(header) }
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && entry.name !== 'export.json') {
      const path = join(entry.parentPath, entry.name)
      found[path.slice(folder.length)] = await readFile(path, 'base64')
    }
  return found
}

forEachDatabase(({ kind }) => {
  it('carries a desk with every plugin to the other kind of database and back to the same bytes', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    const folder = await temporaryFolder()
    const from = await ownDatabase(kind)
    const to = await ownDatabase(kind === 'sqlite' ? 'postgres' : 'sqlite')
    const clock = new DemoClock()
    const closing: (() => Promise<unknown>)[] = [from.drop, to.drop, folder.remove]
    try {
      const demo = await openDemo(from.url, undefined, clock)
      closing.unshift(demo.close)
      const first = join(folder.path, 'first')
      const report = await demo.desk.export({ to: first })
      expect(report.rows).toBeGreaterThan(1000)
      const opened = await openDatabase(to.url)
      closing.unshift(opened.close)
      const desk: Desk = createDemoDesk({ database: opened.database, storage: opened.storage, clock, signIn: new SignIn() })
      closing.unshift(() => desk.close())
      await desk.migrate()
      expect((await desk.import({ from: first, dryRun: true })).faults).toEqual([])
      await desk.import({ from: first })
      const second = join(folder.path, 'second')
      await desk.export({ to: second })
      const [a, b] = [await texts(first), await texts(second)]
      expect(Object.keys(b).filter((name) => a[name] !== b[name])).toEqual([])
      expect(Object.keys(b).sort()).toEqual(Object.keys(a).sort())
      expect((await desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
    } finally {
      for (const close of closing) await close()
      vi.restoreAllMocks()
    }
  })
})
