/**
 * Runs the benchmarks and prints what they give: `npm run bench`, or some of them by name: `npm run bench -- create lists`.
 * Every figure stands beside the raw limit measured in the same run; nothing here fails for time.
 */
import { rm } from 'node:fs/promises'
import { billing } from './src/billing.ts'
import { createOverHttp } from './src/create-over-http.ts'
import { createTickets } from './src/create-tickets.ts'
import { benchDatabases } from './src/databases.ts'
import { due } from './src/due.ts'
import { equipment } from './src/equipment.ts'
import { fieldIndexes } from './src/field-indexes.ts'
import { files } from './src/files.ts'
import { joined } from './src/joined.ts'
import { kb } from './src/kb.ts'
import { lists } from './src/lists.ts'
import { live } from './src/live.ts'
import { manyDesks } from './src/many-desks.ts'
import { margin } from './src/margin.ts'
import { micro } from './src/micro.ts'
import { portalPages } from './src/portal.ts'
import { printTable, type Row } from './src/report.ts'
import { search } from './src/search/search.ts'
import { sideCosts } from './src/side-costs.ts'
import { start } from './src/start.ts'
import { transfer } from './src/transfer.ts'
import { views } from './src/views.ts'

const sections: Record<string, (databases: Awaited<ReturnType<typeof benchDatabases>>) => Promise<Row[]>> = {
  micro,
  start,
  billing: async (databases) => [...(await billing(databases)), ...(await margin(databases))],
  create: createTickets,
  http: createOverHttp,
  joined,
  'many-desks': manyDesks,
  kb,
  lists,
  live,
  due,
  equipment,
  files,
  'field-indexes': fieldIndexes,
  'side-costs': sideCosts,
  transfer,
  views,
  portal: portalPages,
  search,
}

const asked = process.argv.slice(2).filter((name) => !name.startsWith('-'))
const names = asked.length ? asked : Object.keys(sections)
const databases = await benchDatabases()
try {
  for (const name of names) {
    const section = sections[name]
    if (!section) throw new Error(`No benchmark is called '${name}'. There are: ${Object.keys(sections).join(', ')}.`)
    printTable(name, await section(databases))
  }
} finally {
  await databases.stop()
  await rm(databases.folder, { recursive: true, force: true })
}
