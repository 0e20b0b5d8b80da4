import type { Reader, Writer } from '@deskwright/core'
import type { PortalTables } from '../tables.ts'

/** That somebody was here, and what would let them in. */
export const personalData = {
  columns: { portal_session: { person_id: 'person' }, portal_entry: { person_id: 'person' } } as const,
  export: async (db: Reader<PortalTables>, personId: string): Promise<object> => ({
    sessions: await db.selectFrom('portal_session').select(['id', 'created_at', 'expires_at']).where('person_id', '=', personId).execute(),
    entries: await db
      .selectFrom('portal_entry')
      .select(['id', 'kind', 'created_at', 'expires_at'])
      .where('person_id', '=', personId)
      .execute(),
  }),
  async erase(db: Writer<PortalTables>, personId: string): Promise<void> {
    await db.deleteFrom('portal_session').where('person_id', '=', personId).execute()
    // By the hash of their address, which somebody else may have as well: they can ask again.
    await db
      .deleteFrom('portal_link_request')
      .where('address_hash', 'in', (of) =>
        of
          .selectFrom('portal_entry')
          .select('address_hash')
          .$narrowType<{ address_hash: string }>()
          .where('person_id', '=', personId)
          .where('address_hash', 'is not', null),
      )
      .execute()
    await db.deleteFrom('portal_entry').where('person_id', '=', personId).execute()
  },
}
