import { join } from 'node:path'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { comparable, emptyDesk, filledDesk, folderOf } from './filled-desk.ts'

forEachDatabase((from) => {
  for (const to of testDatabases)
    it.skipIf(to.missing)(`gives the same bytes again after an import into ${to.kind}`, { timeout: 60_000 }, async () => {
      const { desk } = await filledDesk(from)
      const folder = await folderOf('export')
      const first = join(folder, 'first')
      const report = await desk.export({ to: first })
      expect(report).toMatchObject({ files: 6, lostFiles: [] })
      const other = await emptyDesk(to)
      const dry = await other.desk.import({ from: first, dryRun: true })
      expect(dry).toMatchObject({ rows: report.rows, faults: [], isResumed: false })
      await other.desk.import({ from: first })
      const second = join(folder, 'second')
      await other.desk.export({ to: second })
      expect(await comparable(second)).toEqual(await comparable(first))
      const { findings } = await other.desk.doctor()
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
      const agent = other.desk.as({ externalId: 'n1' }, { acting: 'staff' })
      expect((await agent.search.find({ query: 'プリンター' })).items).not.toEqual([])
      const { number } = await other.desk.as({ externalId: 'a1' }).tickets.create({ subject: 'one more' })
      expect(number).toBe(7)
      // Nothing of before is delivered again.
      expect(await other.desk.tick()).toMatchObject({ sent: 0 })
    })
})
