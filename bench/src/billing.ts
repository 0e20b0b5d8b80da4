import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createDesk } from '@deskwright/core'
import { billing as plugin } from '../../packages/plugin-billing/src/index.ts'
import { byHand, fillMonth } from '../../packages/plugin-billing/test/month-of-work.ts'
import type { BenchDatabases } from './databases.ts'
import type { Row } from './report.ts'

const CONTRACTS = Number(process.env['DESK_BENCH_CONTRACTS'] ?? 1000)
const ENTRIES = Number(process.env['DESK_BENCH_ENTRIES'] ?? 100_000)

/** All invoices of a month, and whether they come to what a computation of its own says. */
export async function billing(databases: BenchDatabases): Promise<Row[]> {
  const rows: Row[] = []
  for (const kind of ['SQLite', 'PostgreSQL'] as const) {
    const database = kind === 'SQLite' ? `sqlite:${databases.sqliteFile()}` : await databases.postgresUrl()
    const desk = createDesk({
      database,
      plugins: [plugin({ currency: 'EUR', timeZone: 'Europe/Zurich' })],
      admins: ['admin'],
      worker: false,
      identify: () => null,
    })
    await desk.migrate()
    const month = await fillMonth(desk, { companies: CONTRACTS / 4, contracts: CONTRACTS, entries: ENTRIES })
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...process.execArgv,
      fileURLToPath(new URL('./invoice-run-process.ts', import.meta.url)),
      database,
      '2026-01-01',
    ])
    const { seconds = 0, longest = 0, before, most, issued, blocked } = JSON.parse(stdout) as Record<string, number>
    const invoices = await desk['~store'].read(({ db }) =>
      db.selectFrom('billing_invoice').select(['contract_id', 'net_minor', 'gross_minor']).execute(),
    )
    const found = new Map(
      (invoices as { contract_id: string; net_minor: number; gross_minor: number }[]).map((one) => [one.contract_id, one]),
    )
    let same = 0
    for (const [contractId, { net, gross }] of byHand(month)) {
      const one = found.get(contractId)
      if (one?.net_minor === net && one.gross_minor === gross) same += 1
    }
    await desk.close()
    rows.push({
      what: `${kind}: a run over ${CONTRACTS} contracts with ${ENTRIES} entries, in a process of its own (${issued} issued, ${blocked} blocked)`,
      value: `${seconds.toFixed(1)} s, the longest transaction ${longest.toFixed(0)} ms; ${most} MB at the most, ${before} MB before it`,
      goal: '≤ 30 s, ≤ 256 MB',
    })
    rows.push({
      what: `${kind}: invoices whose totals are those of the computation of its own`,
      value: `${same} of ${CONTRACTS}`,
      goal: 'all',
    })
  }
  return rows
}
