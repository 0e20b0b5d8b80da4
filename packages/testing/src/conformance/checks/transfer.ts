import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Check } from '../check.ts'
import { type Finding, finding, reasonOf } from '../finding.ts'

/** Lines of every table, by its file. */
async function tablesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const name of await readdir(join(folder, 'tables'))) found.set(name, await readFile(join(folder, 'tables', name), 'utf8'))
  return found
}

export const travelsWithTheDesk: Check = {
  id: 'travels',
  title: 'travels with the desk: exported, imported and exported again its rows are the same, and secrets stay behind',
  async run(subject) {
    const findings: Finding[] = []
    const { world } = await subject.exercise()
    const folder = await mkdtemp(join(tmpdir(), 'deskwright-conformance-'))
    const [first, second] = [join(folder, 'first'), join(folder, 'second')]
    try {
      await world.test.desk.export({ to: first })
      const other = await subject.open({ cast: false })
      await other.desk.import({ from: first })
      await other.desk.export({ to: second })
      const [before, after] = [await tablesIn(first), await tablesIn(second)]
      for (const [name, lines] of before)
        if (after.get(name) !== lines)
          findings.push(
            finding(
              `not_same ${name}`,
              `'${name}' of a desk with '${subject.id}' is not the same after an export and an import. Say under transfer what is 'derived' or 'passing', and let nothing change rows at a start.`,
            ),
          )
    } catch (error) {
      findings.push(finding('travels_not', `A desk with '${subject.id}' can't be exported and imported: ${reasonOf(error)}.`))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    return findings
  },
}
