import type { Reader, Writer } from '@deskwright/core'
import type { PortalTables } from '../tables.ts'

/** That somebody was here, and what would let them in. */
export const personalData = {
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
    await db.deleteFrom('portal_entry').where('person_id', '=', personId).execute()
  },
}
