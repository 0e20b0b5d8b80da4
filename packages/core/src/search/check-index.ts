import { sql } from 'kysely'
import { ANALYSIS_VERSION } from '../analysis/analyze.ts'
import { shownTexts } from '../merge/conversation.ts'
import type { Runtime } from '../operation/runtime.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { differing, type Expected } from './differing.ts'
import { commonTokens, companyContents, documentTokens, personContents } from './index-documents.ts'
import { messageTokens } from './index-ticket.ts'
import { indexedVersion } from './reindex.ts'
import { participantsOf, ticketHead } from './ticket-head.ts'

const LOOKED_AT = 200

export interface IndexFault {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly message: string
}
type Reading = Pick<UnitOfWork, 'tx' | 'db'>

/**
 * Whether search finds what there is, and nothing else: the version of the analysis; what is missing; what is in the index and no longer there;
 * of the newest two hundred tickets and documents every word, both ways.
 */
export const checkIndex = ({ store }: Runtime): Promise<IndexFault[]> =>
  store.read(async (tx) => {
    const reading: Reading = { tx, db: tx.db }
    const faults: IndexFault[] = []
    const add = (severity: IndexFault['severity'], code: string, message: string) => faults.push({ severity, code, message })
    if ((await indexedVersion(reading.db)) !== ANALYSIS_VERSION)
      add('warning', 'doctor.search_outdated', 'The search index was made by another version. Run deskwright reindex.')
    for (const what of await missing(reading))
      add('error', 'doctor.search_missing', `${what} can't be found by search. Run deskwright reindex.`)
    for (const position of await strangers(reading))
      add(
        'error',
        'doctor.search_stranger',
        `Search has ${position > 0 ? `a ticket ${position}` : `a document ${-position}`} that does not exist. Run deskwright reindex --from-scratch.`,
      )
    for (const number of await differing(reading, await expectedTickets(reading)))
      add('error', 'doctor.search_drift', `Search knows ticket ${number} otherwise than it is. Run deskwright reindex --from-scratch.`)
    for (const position of await differing(reading, await expectedDocuments(reading)))
      add('error', 'doctor.search_drift', `Search knows document ${-position} otherwise than it is. Run deskwright reindex --from-scratch.`)
    return faults
  })

const posting = sql.table('search_posting')
const position = sql.ref('search_posting.position')

/** One of each kind is enough to say. */
async function missing({ db }: Reading): Promise<string[]> {
  const [ticket] = await db
    .selectFrom('ticket')
    .select('number')
    .where(sql<boolean>`not exists (select 1 from ${posting} where ${position} = ${sql.ref('ticket.number')})`)
    .orderBy('number', 'desc')
    .limit(1)
    .execute()
  const found = ticket ? [`Ticket ${ticket.number}`] : []
  for (const kind of ['person', 'company'] as const) {
    const [row] = await db
      .selectFrom(kind)
      .select('id')
      .where(
        sql<boolean>`not exists (select 1 from ${sql.table('search_document')} join ${posting} on ${position} = -${sql.ref('search_document.position')}
          where ${sql.ref('search_document.kind')} = ${kind} and ${sql.ref('search_document.ref_id')} = cast(${sql.ref(`${kind}.id`)} as text))`,
      )
      .limit(1)
      .execute()
    if (row) found.push(`The ${kind} ${row.id}`)
  }
  const [document] = await db
    .selectFrom('search_document')
    .select(['kind', 'ref_id'])
    .where('kind', 'not in', ['person', 'company'])
    .where(sql<boolean>`not exists (select 1 from ${posting} where ${position} = -${sql.ref('search_document.position')})`)
    .limit(1)
    .execute()
  return document ? [...found, `The ${document.kind} ${document.ref_id}`] : found
}

async function strangers({ db }: Reading): Promise<number[]> {
  const rows = await db
    .selectFrom('search_posting')
    .select('position')
    .where(
      sql<boolean>`not exists (select 1 from ${sql.table('ticket')} where ${sql.ref('ticket.number')} = ${position})
        and not exists (select 1 from ${sql.table('search_document')} where ${sql.ref('search_document.position')} = -${position})`,
    )
    .limit(1)
    .execute()
  return rows.map((row) => row.position)
}

async function expectedTickets(reading: Reading): Promise<Expected> {
  const tickets = await reading.db
    .selectFrom('ticket')
    .innerJoin('search_posting', 'search_posting.position', 'ticket.number')
    .select(['id', 'number', 'subject', 'team_id', 'company_id', 'requester_id', 'assignee_id'])
    .orderBy('number', 'desc')
    .limit(LOOKED_AT)
    .execute()
  const expected = new Map<number, { head: readonly string[]; tokens: ReadonlySet<string> }>()
  for (const ticket of tickets) {
    const head = ticketHead(reading.tx.kind, ticket, await participantsOf(reading, ticket.id))
    expected.set(ticket.number, { head, tokens: messageTokens(await shownTexts(reading, ticket.id)) })
  }
  return expected
}

async function expectedDocuments(reading: Reading): Promise<Expected> {
  const documents = await reading.db
    .selectFrom('search_document')
    .innerJoin('search_posting', (join) => join.on(sql<boolean>`${position} = -${sql.ref('search_document.position')}`))
    .selectAll('search_document')
    .orderBy('search_document.position', 'desc')
    .limit(LOOKED_AT)
    .execute()
  const expected = new Map<number, { head: readonly string[]; tokens: ReadonlySet<string> }>()
  for (const row of documents) {
    const { kind, ref_id: id } = row
    const texts = { title: row.title ?? '', text: row.public_text ?? '', internalText: row.internal_text ?? '' }
    const tokens =
      kind === 'person' || kind === 'company'
        ? (await (kind === 'person' ? personContents : companyContents)(reading.db, id))?.tokens
        : documentTokens({ ...texts, scope: row.scope ? row.scope.split(' ') : [] })
    expected.set(-row.position, { head: [...commonTokens(reading, kind, row.position), ...(tokens ?? [])], tokens: new Set() })
  }
  return expected
}
