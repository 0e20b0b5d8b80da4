import { sql } from 'kysely'
import { ANALYSIS_VERSION } from '../analysis/analyze.ts'
import { asProgram } from '../operation/as-program.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { asPlugin } from '../plugin/as-plugin.ts'
import { indexCompany, indexDocument, indexPerson } from './index-documents.ts'
import { indexWholeTicket } from './index-ticket.ts'
import { mergePending, sqliteIndex } from './sqlite-postings.ts'

const VERSION_KEY = 'search_analysis'
const BATCH = 100

export interface ReindexReport {
  /** Everything was thrown away first, as texts are analysed otherwise than when they were indexed, or because it was asked for. */
  readonly fromScratch: boolean
  readonly tickets: number
  readonly documents: number
}
export interface ReindexOptions {
  /** Throws away what is there. Unless told: only when texts were indexed by another version of the analysis. */
  readonly fromScratch?: boolean
  /** Called after each batch. */
  readonly onProgress?: (done: { readonly tickets: number; readonly documents: number }) => void
  readonly signal?: AbortSignal
}

/** By which analysis the index was made; undefined: by none, as on a desk that is older than search. */
export async function indexedVersion(db: CoreDb): Promise<number | undefined> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', VERSION_KEY).executeTakeFirst()
  return row && Number(row.value)
}

/** A desk on which nothing has happened has a whole index; of any other that has none it is not known. */
export async function seedIndexVersion(core: CoreDb): Promise<void> {
  if ((await indexedVersion(core)) !== undefined) return
  const person = await core.selectFrom('person').select('id').limit(1).executeTakeFirst()
  const ticket = await core.selectFrom('ticket').select('id').limit(1).executeTakeFirst()
  if (!person && !ticket) await writeVersion(core)
}

const writeVersion = (db: CoreDb) =>
  db
    .insertInto('setting')
    .values({ key: VERSION_KEY, value: String(ANALYSIS_VERSION) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: String(ANALYSIS_VERSION) }))
    .execute()

/**
 * Indexes what is not indexed, newest first, in transactions of a hundred, while the desk goes on. Ended in the middle it goes on where it was:
 * what it has done is found by the index itself. While it makes everything anew, what it has not come to is not found.
 */
export async function reindex(runtime: Runtime, { fromScratch, onProgress, signal }: ReindexOptions = {}): Promise<ReindexReport> {
  const isOther = await runtime.store.read(async ({ db }) => (await indexedVersion(db)) !== ANALYSIS_VERSION)
  const isFromScratch = fromScratch ?? isOther
  if (isFromScratch)
    await asProgram(runtime, 'reindex', async ({ unit }) => {
      await clear(unit)
      await writeVersion(unit.db)
    })
  const done = { tickets: 0, documents: 0 }
  const each = async (key: 'tickets' | 'documents', step: Step) => {
    let after: Place
    while (!signal?.aborted) {
      const { count, last } = await asProgram(runtime, 'reindex', ({ unit }) => step(unit, after))
      if (last === undefined) return
      done[key] += count
      after = last
      onProgress?.({ ...done })
    }
  }
  await each('tickets', indexTickets)
  await each('documents', (unit, after) => indexRows(unit, 'person', after))
  await each('documents', (unit, after) => indexRows(unit, 'company', after))
  await each('documents', indexPluginDocuments)
  for (const { id, upkeep } of runtime.composition.plugins) {
    if (!upkeep || signal?.aborted) continue
    done.documents += await upkeep.renew(asPlugin(runtime, id), { fromScratch: fromScratch ?? false, ...(signal ? { signal } : {}) })
    onProgress?.({ ...done })
  }
  return { fromScratch: isFromScratch, ...done }
}

/** Where the batch before ended. */
type Place = string | number | undefined
type Step = (unit: UnitOfWork, after: Place) => Promise<{ readonly count: number; readonly last: Place }>

async function clear({ db, tx }: UnitOfWork): Promise<void> {
  if (tx.kind === 'postgres') {
    await sql`truncate ${sql.table('search_posting')}`.execute(db)
    return
  }
  await db.deleteFrom('search_pending').execute()
  await db.deleteFrom('search_posting').execute()
  await sql`insert into ${sqliteIndex} (${sqliteIndex}) values ('delete-all')`.execute(db)
}

const isIndexed = (position: ReturnType<typeof sql>) =>
  sql<boolean>`exists (select 1 from ${sql.table('search_posting')} where ${sql.ref('search_posting.position')} = ${position})`

async function indexTickets(unit: UnitOfWork, after: Place) {
  const { db } = unit
  const found = await db
    .selectFrom('ticket')
    .select(['id', 'number'])
    .where('number', '<', Number(after ?? 2 ** 31 - 1))
    .where(sql<boolean>`not ${isIndexed(sql.ref('ticket.number'))}`)
    .orderBy('number', 'desc')
    .limit(BATCH)
    .execute()
  // Locked by id, as commands do: whoever changes one of them now waits, or was waited for.
  const rows = found.length
    ? await db
        .selectFrom('ticket')
        .select(['id', 'number', 'subject', 'team_id', 'company_id', 'requester_id', 'assignee_id'])
        .where(
          'id',
          'in',
          found.map(({ id }) => id),
        )
        .where(sql<boolean>`not ${isIndexed(sql.ref('ticket.number'))}`)
        .orderBy('id')
        .forUpdate('ticket')
        .execute()
    : []
  for (const row of rows) await indexWholeTicket(unit, row)
  // Those that were missing may have any numbers.
  if (unit.tx.kind === 'sqlite') mergePending(unit)
  return { count: rows.length, last: found.at(-1)?.number }
}

async function indexRows(unit: UnitOfWork, kind: 'person' | 'company', after: Place) {
  let query = unit.db.selectFrom(kind).select('id').orderBy('id').limit(BATCH)
  if (after !== undefined) query = query.where('id', '>', String(after))
  const rows = await query.forUpdate().execute()
  const missing = await missingDocuments(
    unit,
    kind,
    rows.map(({ id }) => id),
  )
  for (const id of missing) await (kind === 'person' ? indexPerson(unit, id) : indexCompany(unit, id))
  return { count: missing.length, last: rows.at(-1)?.id }
}

async function missingDocuments({ db }: UnitOfWork, kind: string, ids: readonly string[]): Promise<string[]> {
  if (!ids.length) return []
  const rows = await db
    .selectFrom('search_document')
    .select('ref_id')
    .where('kind', '=', kind)
    .where('ref_id', 'in', [...ids])
    .where(isIndexed(sql`-${sql.ref('search_document.position')}`))
    .execute()
  const known = new Set(rows.map(({ ref_id }) => ref_id))
  return ids.filter((id) => !known.has(id))
}

async function indexPluginDocuments(unit: UnitOfWork, after: Place) {
  const rows = await unit.db
    .selectFrom('search_document')
    .selectAll()
    .where('kind', 'not in', ['person', 'company'])
    .where('position', '<', Number(after ?? 2 ** 31 - 1))
    .where(sql<boolean>`not ${isIndexed(sql`-${sql.ref('search_document.position')}`)}`)
    .orderBy('position', 'desc')
    .limit(BATCH)
    .execute()
  for (const row of rows) {
    const scope = row.scope ? row.scope.split(' ') : []
    await indexDocument(unit, row.kind, row.ref_id, {
      title: row.title ?? '',
      text: row.public_text ?? '',
      internalText: row.internal_text ?? '',
      scope,
    })
  }
  return { count: rows.length, last: rows.at(-1)?.position }
}
