import type { UnitOfWork } from '../operation/unit-of-work.ts'
import type { CatalogueContent } from './contract.ts'
import { contentOf } from './entry-row.ts'

type Foreseen = NonNullable<NonNullable<CatalogueContent['approval']>['refused']>

/** What the entry by which a ticket was asked for, as it was then, wants done once its approvals are decided. */
export async function commandAfter(
  unit: UnitOfWork,
  ticketId: string,
  news: 'accepted' | 'refused' | 'void',
): Promise<Foreseen | undefined> {
  if (news === 'void') return undefined
  const row = await unit.db
    .selectFrom('catalogue_request')
    .innerJoin('catalogue_version', (join) =>
      join
        .onRef('catalogue_version.entry_id', '=', 'catalogue_request.entry_id')
        .onRef('catalogue_version.version', '=', 'catalogue_request.version'),
    )
    .select('catalogue_version.content_json')
    .where('catalogue_request.ticket_id', '=', ticketId)
    .executeTakeFirst()
  return row && contentOf(row).approval?.[news]
}
