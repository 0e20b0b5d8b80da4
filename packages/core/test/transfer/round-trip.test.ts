import { join } from 'node:path'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { comparable, emptyDesk, filledDesk, folderOf } from './filled-desk.ts'

forEachDatabase((from) => {
  it('takes back within a day what a rule gave that had just ended, as work under way does not go along', { timeout: 60_000 }, async () => {
    const { desk, as } = await filledDesk(from)
    const [rule] = (await as('ad').provisioning.rules({})).items
    const ruleId = rule?.id ?? ''
    await as('ad').provisioning.end({ ruleId })
    const folder = join(await folderOf('export'), 'first')
    await desk.export({ to: folder })
    const { desk: other } = await emptyDesk(from)
    await other.import({ from: folder })
    const { provisioning } = other.as({ externalId: 'ad' })
    await other.tick()
    expect((await provisioning.given({ ruleId })).items).toHaveLength(1)
    // A day has passed.
    await other['~store'].write(({ db }) =>
      db.updateTable('job_schedule').set({ next_due_ms: 0 }).where('name', '=', 'core/provisioning_rest').execute(),
    )
    for (let n = 0; n < 3; n += 1) await other.tick()
    expect((await provisioning.given({ ruleId })).items).toEqual([])
    const { grants } = await other.as({ externalId: 'ruled' }).people.me()
    expect(grants.map(({ roleId }) => roleId)).toEqual(['customer'])
  })

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
