import type { TestDesk } from '../../desk/test-desk.ts'
import type { Check } from '../check.ts'
import { createWorld } from '../exercise/world.ts'
import { type Finding, finding, reasonOf, sentenceList } from '../finding.ts'
import { difference, schemaOf } from '../schema-difference.ts'
import { isRemoved, isUninstalled } from './removal.ts'

const ailments = async ({ desk }: Pick<TestDesk, 'desk'>): Promise<readonly string[]> =>
  (await desk.doctor()).findings.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []))

const migratesFromEmpty: Check = {
  id: 'migrations_from_empty',
  title: 'makes its tables in an empty database, under its own name, once',
  async run(subject) {
    const findings: Finding[] = []
    const bare = await subject.openWithout({ cast: false })
    const test = await subject.open({ cast: false })
    const own = `${subject.id}_`
    for (const part of difference(await schemaOf(bare), await schemaOf(test))) {
      const name = part.split(' ').at(-1) ?? part
      if (!name.startsWith(own))
        findings.push(
          finding(
            `foreign_table ${name}`,
            `The migrations of '${subject.id}' touch '${part}', which is not its own. Keep to tables called '${own}…'.`,
          ),
        )
    }
    const again = await test.desk.migrate()
    if (again.length)
      findings.push(finding('migrates_twice', `A second migrate() applied ${sentenceList(again.map(({ name }) => name))} again.`))
    for (const message of await ailments(test)) findings.push(finding('doctor', `After the migrations the doctor says: ${message}`))
    return findings
  },
}

const installsLater: Check = {
  id: 'installed_later',
  title: 'is installed into a desk that has been at work, and changes nothing there',
  async run(subject) {
    const findings: Finding[] = []
    const before = await subject.openWithout()
    const { ticketId, players } = await createWorld(before, { ...subject.plugin, operations: {} })
    const ticket = { ...(await before.desk.system('conformance').tickets.get({ ticketId })), ext: {} }
    const later = await subject.open({ database: before.database, cast: false }).catch((error: unknown) => {
      findings.push(
        finding(
          'install_later',
          `'${subject.id}' can't be installed into a desk that has tickets: ${reasonOf(error)}. Let its migrations work on existing data.`,
        ),
      )
      return undefined
    })
    if (!later) return findings
    const seen = await later.desk
      .system('conformance')
      .tickets.get({ ticketId })
      .catch((error: unknown) => {
        findings.push(
          finding(
            'old_tickets',
            `A ticket from before '${subject.id}' was installed can't be read: ${reasonOf(error)}. Give a view for tickets that it knows nothing of.`,
          ),
        )
        return undefined
      })
    if (seen && JSON.stringify({ ...seen, ext: {} }) !== JSON.stringify(ticket))
      findings.push(finding('old_tickets', `A ticket from before '${subject.id}' was installed reads otherwise than before.`))
    await later.desk
      .as(players.buyer.person, players.buyer.options)
      .tickets.list({})
      .catch((error: unknown) =>
        findings.push(
          finding('old_tickets', `Customers can't list tickets from before '${subject.id}' was installed: ${reasonOf(error)}.`),
        ),
      )
    const fresh = await subject.open({ cast: false })
    for (const part of difference(await schemaOf(fresh), await schemaOf(later)))
      findings.push(
        finding(
          `schema_differs ${part}`,
          `'${part}' is another one when '${subject.id}' is installed later than when it is there from the beginning.`,
        ),
      )
    for (const message of await ailments(later))
      findings.push(finding('doctor', `After installing '${subject.id}' later the doctor says: ${message}`))
    return findings
  },
}

const migratesAtOnce: Check = {
  id: 'two_processes',
  title: 'is migrated by several processes at once, by one of them',
  async run(subject) {
    const bare = await subject.openWithout({ cast: false })
    const desks = [1, 2, 3].map(() => bare.another({ plugins: [...subject.others(), subject.make()] }))
    const results = await Promise.allSettled(desks.map((desk) => desk.migrate()))
    const findings = results.flatMap((result) =>
      result.status === 'rejected'
        ? [finding('two_processes', `Of several processes that migrate '${subject.id}' at once one failed: ${reasonOf(result.reason)}.`)]
        : [],
    )
    const applied = results.flatMap((result) =>
      result.status === 'fulfilled' ? result.value.map(({ owner, name }) => `${owner}/${name}`) : [],
    )
    const twice = applied.filter((name, index) => applied.indexOf(name) !== index)
    if (twice.length) findings.push(finding('two_processes', `Several processes applied ${sentenceList(twice)}.`))
    return findings
  },
}

export const migrationChecks: readonly Check[] = [migratesFromEmpty, installsLater, migratesAtOnce, isRemoved, isUninstalled]
