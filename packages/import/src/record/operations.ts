import { kit } from '../kit.ts'
import type { RecordTable } from '../tables.ts'
import { FindRecords, FoundRecords, Remembered, RememberRecords } from './schemas.ts'

const { command, query } = kit

export const find = query({
  route: 'GET /records',
  summary: 'What things of another desk have become here.',
  permission: 'imports.run',
  audience: 'staff',
  input: FindRecords,
  output: FoundRecords,
  async run(work, { source, kind, ids }) {
    const rows = await work.db
      .selectFrom('imports_record')
      .select(['source_id', 'target_id', 'target_version', 'hash'])
      .where('source', '=', source)
      .where('kind', '=', kind)
      .where('source_id', 'in', ids)
      .orderBy('source_id')
      .execute()
    return {
      items: rows.map((row) => ({ sourceId: row.source_id, targetId: row.target_id, targetVersion: row.target_version, hash: row.hash })),
    }
  },
})

export const remember = command({
  route: 'POST /records',
  summary: 'Writes down what was carried over, for the next run to know it.',
  permission: 'imports.run',
  audience: 'staff',
  input: RememberRecords,
  output: Remembered,
  async run(work, { source, records }) {
    // What is named must be there; messages stand in a ticket that is named with them.
    for (const { kind, targetId } of records) {
      if (kind === 'ticket') await work.ticket(targetId, 'ticket.read')
      if (kind === 'person') await work.person(targetId)
      if (kind === 'company') await work.desk.companies.get({ companyId: targetId })
    }
    const rows = records.map(
      ({ kind, sourceId, targetId, targetVersion, hash }): RecordTable => ({
        source,
        kind,
        source_id: sourceId,
        target_id: targetId,
        target_version: targetVersion ?? null,
        hash,
        created_at: work.now,
        updated_at: work.now,
      }),
    )
    await work.change('imports.remembered', { importId: work.newId(), count: rows.length }, async (db) => {
      await db
        .insertInto('imports_record')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['source', 'kind', 'source_id']).doUpdateSet((eb) => ({
            target_id: eb.ref('excluded.target_id'),
            target_version: eb.ref('excluded.target_version'),
            hash: eb.ref('excluded.hash'),
            updated_at: eb.ref('excluded.updated_at'),
          })),
        )
        .execute()
    })
    return { count: rows.length }
  },
})
