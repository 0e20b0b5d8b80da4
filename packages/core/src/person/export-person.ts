import { sql } from 'kysely'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { expectMayChange } from './change-right.ts'
import { type PeopleContract, PersonById } from './contract.ts'
import { eventsAbout } from './erase/about.ts'
import { itemsBy } from './erase/own-items.ts'
import { isTheirs, type OwnRows, ownRows } from './erase/own-rows.ts'

const { stream } = forContract<PeopleContract>()

const BATCH = 500
type Row = Readonly<Record<string, unknown>>

/** Each batch is read by itself, so that somebody with a hundred thousand messages is as easily read as anybody. */
export const exportPerson = stream({
  route: 'GET /people/:personId/export',
  summary: 'What is held of somebody, here and in every plugin, as NDJSON: a line for each row.',
  permission: 'person.export',
  audience: 'staff',
  input: PersonById,
  contentType: 'application/x-ndjson',
  async expect(work, { personId }) {
    await work.person(personId)
    await expectMayChange(contextOf(work), personId, 'person.export')
  },
  async *run({ read }, { personId }) {
    const plugins = await read(async (work) => {
      const { unit, actor } = contextOf(work)
      unit.runtime.audit.record({ kind: 'read', actor, operation: 'people.export', subjectId: personId, code: 'person.exported' })
      return unit.runtime.composition.plugins
    })
    for (const rows of ownRows) {
      let after: string | undefined
      do {
        const page = await read((work) => pageOf(contextOf(work), rows, personId, after))
        yield page.lines
        after = page.next
      } while (after !== undefined)
    }
    yield await read(async (work) => linesOf('change', await changesAbout(contextOf(work), personId)))
    yield await read(async (work) =>
      linesOf(
        'checklist_item',
        (await itemsBy(contextOf(work).unit.db, personId)).map(({ id, texts }) => ({ id, texts })),
      ),
    )
    for (const { id, personalData } of plugins)
      if (personalData && personalData !== 'none')
        yield await read(async (work) => {
          const row: unknown = await personalData.export(contextOf(work).unit.tx.dbFor(id) as never, personId)
          return `${JSON.stringify({ owner: id, what: 'personal_data', row })}\n`
        })
  },
})

const linesOf = (what: string, rows: readonly Row[]): string =>
  rows.map((row) => `${JSON.stringify({ owner: 'core', what, row })}\n`).join('')

interface PageOfLines {
  readonly lines: string
  /** Where the next one begins; undefined: there is none. */
  readonly next: string | undefined
}

async function pageOf(context: CallContext, rows: OwnRows, personId: string, after: string | undefined): Promise<PageOfLines> {
  const { table, key, withheld = [] } = rows
  const { db } = context.unit
  const { rows: found } =
    key === undefined
      ? await sql<Row>`select * from ${sql.table(table)} where ${isTheirs(rows, personId)}`.execute(db)
      : await sql<Row>`select * from ${sql.table(table)} where ${isTheirs(rows, personId)}
          ${after === undefined ? sql`` : sql`and ${sql.ref(key)} > ${after}`} order by ${sql.ref(key)} limit ${sql.lit(BATCH)}`.execute(db)
  const given = found.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !withheld.includes(column))))
  const ids = found.map(({ id }) => String(id))
  const more = ids.length ? await belonging(context, table, ids) : ''
  const last = key !== undefined && found.length === BATCH ? String(found.at(-1)?.[key]) : undefined
  return { lines: linesOf(table, given) + more, next: last }
}

/** What hangs on a row and is theirs with it. */
async function belonging({ unit: { db } }: CallContext, table: string, ids: readonly string[]): Promise<string> {
  if (table === 'event') return linesOf('change', await db.selectFrom('change').selectAll().where('event_id', 'in', ids).execute())
  if (table === 'message')
    return linesOf('attachment', await db.selectFrom('attachment').selectAll().where('message_id', 'in', ids).execute())
  if (table === 'ticket') return linesOf('approval', await db.selectFrom('approval').selectAll().where('ticket_id', 'in', ids).execute())
  return ''
}

/** What others changed of them. */
async function changesAbout({ unit: { db } }: CallContext, personId: string): Promise<readonly Row[]> {
  return db
    .selectFrom('change')
    .selectAll()
    .where((eb) => eb.or([eb('subject_id', '=', personId), eb('event_id', 'in', eventsAbout(db, personId))]))
    .orderBy('event_id')
    .orderBy('ordinal')
    .execute()
}
