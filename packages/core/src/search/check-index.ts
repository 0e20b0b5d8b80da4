import { sql } from 'kysely'
import { ANALYSIS_VERSION } from '../analysis/analyze.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import type { DatabaseKind } from '../store/store.ts'
import { messageTokens } from './index-ticket.ts'
import { sqliteIndex } from './postings.ts'
import { indexedVersion } from './reindex.ts'
import { ticketHead } from './ticket-head.ts'

const LOOKED_AT = 200

export interface IndexFault {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly message: string
}

/** Whether search finds what there is: the version of the analysis, tickets that are missing, and of the newest two hundred every word. */
export const checkIndex = ({ store }: Runtime): Promise<IndexFault[]> =>
  store.read(async (tx) => {
    const db: CoreDb = tx.db
    const faults: IndexFault[] = []
    if ((await indexedVersion(db)) !== ANALYSIS_VERSION)
      faults.push({
        severity: 'warning',
        code: 'doctor.search_outdated',
        message: 'The search index was made by another version. Run deskwright reindex.',
      })
    const [missing] = await db
      .selectFrom('ticket')
      .select('number')
      .where(
        sql<boolean>`not exists (select 1 from ${sql.table('search_posting')} where ${sql.ref('search_posting.position')} = ${sql.ref('ticket.number')})`,
      )
      .orderBy('number', 'desc')
      .limit(1)
      .execute()
    if (missing)
      faults.push({
        severity: 'error',
        code: 'doctor.search_missing',
        message: `Ticket ${missing.number} can't be found by search. Run deskwright reindex.`,
      })
    for (const number of await driftedTickets(db, tx.kind))
      faults.push({
        severity: 'error',
        code: 'doctor.search_drift',
        message: `Search knows ticket ${number} otherwise than it is. Run deskwright reindex --from-scratch.`,
      })
    return faults
  })

async function driftedTickets(db: CoreDb, kind: DatabaseKind): Promise<number[]> {
  const tickets = await db
    .selectFrom('ticket')
    .innerJoin('search_posting', 'search_posting.position', 'ticket.number')
    .select(['id', 'number', 'subject', 'team_id', 'company_id', 'requester_id', 'assignee_id', 'head'])
    .orderBy('number', 'desc')
    .limit(LOOKED_AT)
    .execute()
  const drifted: number[] = []
  for (const ticket of tickets) {
    const participants = await db.selectFrom('participant').select(['person_id', 'kind']).where('ticket_id', '=', ticket.id).execute()
    const messages = await db.selectFrom('message').select(['visibility', 'body']).where('ticket_id', '=', ticket.id).execute()
    const head = ticketHead(kind, ticket, participants)
    const isSame = ticket.head.split(' ').sort().join(' ') === [...head].sort().join(' ')
    if (!isSame || !(await holds(db, kind, ticket.number, [...head, ...messageTokens(messages)]))) drifted.push(ticket.number)
  }
  return drifted
}

async function holds(db: CoreDb, kind: DatabaseKind, position: number, tokens: readonly string[]): Promise<boolean> {
  // An expression of FTS5 is no deeper than 256.
  for (let at = 0; at < tokens.length; at += 100) {
    const some = tokens.slice(at, at + 100)
    const query =
      kind === 'postgres'
        ? sql`select 1 from ${sql.table('search_posting')} where position = ${position} and tokens @> cast(${some} as text[])`
        : sql`select 1 from ${sqliteIndex} where ${sqliteIndex} match ${some.map((token) => `"${token}"`).join(' AND ')} and rowid = ${position}`
    if (!(await query.execute(db)).rows.length) return false
  }
  return true
}
