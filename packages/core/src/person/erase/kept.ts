import { sql } from 'kysely'
import type { CallContext } from '../../operation/unit-of-work.ts'
import { ERASED } from './erased.ts'
import { isTheirs, ownRows } from './own-rows.ts'

export interface Kept {
  /** `core` or the plugin. */
  readonly owner: string
  readonly what: string
  readonly count: number
  readonly why: string
}

/** What stays that was about the person, and why: for whoever has to answer for it. */
export async function keptOf({ unit }: CallContext, personId: string): Promise<readonly Kept[]> {
  const { db } = unit
  const kept: Kept[] = []
  for (const rows of ownRows) {
    if (!rows.stays) continue
    const found = await sql<{ row_count: number }>`select count(*) as row_count from ${sql.table(rows.table)}
      where ${isTheirs(rows, personId)}`.execute(db)
    kept.push({ owner: 'core', ...rows.stays, count: Number(found.rows[0]?.row_count ?? 0) })
  }
  const answers = await db
    .selectFrom('message')
    .innerJoin('ticket', 'ticket.id', 'message.ticket_id')
    .select(({ fn }) => fn.countAll<number>().as('row_count'))
    .where('ticket.requester_id', '=', personId)
    .where((eb) => eb.or([eb('message.author_kind', '<>', 'person'), eb('message.author_id', '<>', personId)]))
    .where('message.body', '<>', ERASED)
    .executeTakeFirst()
  kept.push({ owner: 'core', what: 'messages_of_others', count: Number(answers?.row_count ?? 0), why: 'written_by_others' })
  // What they gave to an article or to a piece of equipment is no longer theirs alone.
  const files = await db
    .selectFrom('file')
    .select(({ fn }) => fn.countAll<number>().as('row_count'))
    .where('staged_by_kind', '=', 'person')
    .where('staged_by', '=', personId)
    .where('holder', 'is not', null)
    .where('id', 'not in', (of) => of.selectFrom('attachment').select('file_id'))
    .executeTakeFirst()
  kept.push({ owner: 'core', what: 'files_in_use', count: Number(files?.row_count ?? 0), why: 'in_use_by_the_desk' })
  for (const { id, personalData } of unit.runtime.composition.plugins)
    if (personalData && personalData !== 'none')
      for (const { what, count, why } of (await personalData.kept?.(unit.tx.dbFor(id) as never, personId)) ?? [])
        kept.push({ owner: id, what, count, why })
  return kept.filter(({ count }) => count > 0)
}
