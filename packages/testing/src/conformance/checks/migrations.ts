import { describeSchema } from '@deskwright/core'
import type { TestDesk } from '../../desk/test-desk.ts'
import type { Check } from '../check.ts'
import { rowsOf, tablesOf, tracesOf } from '../database.ts'
import { createWorld } from '../exercise/world.ts'
import { type Finding, finding, reasonOf, sentenceList } from '../finding.ts'

const schemaOf = ({ desk }: Pick<TestDesk, 'desk'>): Promise<string> => describeSchema(desk['~store'])

/** What stands in one schema and not in the other, table by table. */
function difference(before: string, after: string): readonly string[] {
  const tables = (schema: string) =>
    new Map(
      schema
        .trim()
        .split('\n\n')
        .map((part) => [part.split('\n')[0] ?? '', part]),
    )
  const [old, now] = [tables(before), tables(after)]
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name))
}

const ailments = async ({ desk }: Pick<TestDesk, 'desk'>): Promise<readonly string[]> =>
  (await desk.doctor()).findings.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []))

export const migratesFromEmpty: Check = {
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

export const installsLater: Check = {
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

export const migratesAtOnce: Check = {
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

export const isRemoved: Check = {
  id: 'removed',
  title: 'is taken out of the composition, and the desk goes on; put back, it has its data',
  async run(subject) {
    const { world } = await subject.exercise()
    const { test, players } = world
    const kept = await rowsOf(test, subject.id)
    const findings: Finding[] = []
    const bad = (what: string, error: unknown) => findings.push(finding('removed', `Without '${subject.id}' ${what}: ${reasonOf(error)}.`))
    const without = test.another({ plugins: subject.others() })
    await without.migrate().catch((error: unknown) => bad('the database cannot be migrated', error))
    const staff = without.as(players.worker.person, players.worker.options)
    const tickets = await without
      .system('conformance')
      .tickets.list({ limit: 200 })
      .catch((error: unknown) => bad('tickets cannot be listed', error))
    if (typeof tickets === 'object')
      for (const { id: ticketId, type, status } of tickets.items) {
        const isKnown = without.machines.find(({ typeId }) => typeId === type)?.status(status ?? '') !== undefined
        await staff.tickets.get({ ticketId }).catch((error: unknown) => bad(`a ticket in '${type}/${status}' cannot be read`, error))
        if (isKnown)
          await staff.tickets
            .note({ ticketId, body: 'Still here' })
            .catch((error: unknown) => bad(`a ticket in '${type}/${status}' takes no note`, error))
      }
    await without.tick().catch((error: unknown) => bad('tick() fails', error))
    const { removedOwners } = await without.status()
    if ((await tablesOf(test, subject.id)).length && !removedOwners.includes(subject.id))
      bad('its tables are forgotten', 'status() does not name it')
    const back = test.another({ plugins: [...subject.others(), subject.make()] })
    await back
      .migrate()
      .catch((error: unknown) => findings.push(finding('put_back', `'${subject.id}' can't be put back: ${reasonOf(error)}.`)))
    if ((await rowsOf(test, subject.id)).length < kept.length)
      findings.push(finding('put_back', `Rows of '${subject.id}' went while it was not installed.`))
    return findings
  },
}

export const isUninstalled: Check = {
  id: 'uninstalled',
  title: 'is uninstalled without a trace, and installed anew',
  async run(subject) {
    const bare = await subject.openWithout({ cast: false })
    const clean = await schemaOf(bare)
    const { world } = await subject.exercise()
    const { test } = world
    const without = test.another({ plugins: subject.others() })
    const findings: Finding[] = []
    await without
      .uninstall(subject.id)
      .catch((error: unknown) => findings.push(finding('uninstall', `'${subject.id}' can't be uninstalled: ${reasonOf(error)}.`)))
    for (const part of difference(clean, await schemaOf({ desk: without })))
      findings.push(
        finding(
          `left_behind ${part}`,
          `After '${subject.id}' was uninstalled '${part}' is not what it was before. Make tables, indexes and triggers under '${subject.id}_…' only.`,
        ),
      )
    for (const trace of await tracesOf({ desk: without }, subject.id))
      findings.push(finding(`left_behind ${trace}`, `After '${subject.id}' was uninstalled the ${trace} is still there.`))
    const anew = test.another({ plugins: [...subject.others(), subject.make()] })
    await anew
      .migrate()
      .catch((error: unknown) =>
        findings.push(finding('install_anew', `After it was uninstalled '${subject.id}' can't be installed anew: ${reasonOf(error)}.`)),
      )
    const [row] = await rowsOf({ desk: anew }, subject.id)
    // What migrations themselves write is there again, from nothing.
    const fresh = row ? await rowsOf(await subject.open({ cast: false }), subject.id) : []
    if (row && !fresh.length)
      findings.push(finding('install_anew', `After it was uninstalled '${subject.id}' still had rows in '${row.table}'.`))
    return findings
  },
}

export const migrationChecks: readonly Check[] = [migratesFromEmpty, installsLater, migratesAtOnce, isRemoved, isUninstalled]
