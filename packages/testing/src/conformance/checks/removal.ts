import type { Check } from '../check.ts'
import { rowsOf, tablesOf, tracesOf } from '../database.ts'
import { type Finding, finding, reasonOf } from '../finding.ts'
import { difference, schemaOf } from '../schema-difference.ts'

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
