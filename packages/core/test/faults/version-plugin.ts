import type { Kysely } from 'kysely'
import Type from 'typebox'
import { forContract } from '../../src/plugin/kit.ts'

export interface LabelContract {
  id: 'label'
  service: {
    /** One row with its event. */
    put(input: { ticketId: string; text: string }): Promise<{ done: boolean }>
  }
  permissions: 'label.put'
  events: { 'label.put': { ticketId: string } }
  tables: { label_row: { id: string; ticket_id: string; words: string; tag: string } }
}

const { command, definePlugin } = forContract<LabelContract>()

/** The column that this version writes; the next one calls it otherwise. */
const putInto = (column: 'words' | 'tag') =>
  command({
    route: 'POST /tickets/:ticketId/labels',
    permission: 'label.put',
    audience: 'staff',
    input: Type.Object({ ticketId: Type.String(), text: Type.String() }),
    output: Type.Object({ done: Type.Boolean() }),
    async run(work, { ticketId, text }) {
      await work.ticket(ticketId)
      await work.desk.tickets.note({ ticketId, body: text })
      await work.change('label.put', { ticketId }, (db) =>
        db
          .insertInto('label_row')
          .values({ id: work.newId(), ticket_id: ticketId, [column]: text } as never)
          .execute(),
      )
      return { done: true }
    },
  })

// biome-ignore lint/suspicious/noExplicitAny: a migration sees tables of its own time
const first = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('label_row')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('ticket_id', 'uuid', (column) => column.notNull())
    .addColumn('words', 'text')
    .execute()
}
// biome-ignore lint/suspicious/noExplicitAny: as above
const renamed = async (db: Kysely<any>): Promise<void> => {
  await db.schema.alterTable('label_row').renameColumn('words', 'tag').execute()
}
const added = {
  additive: true as const,
  // biome-ignore lint/suspicious/noExplicitAny: as above
  up: async (db: Kysely<any>): Promise<void> => {
    await db.schema.alterTable('label_row').addColumn('colour', 'text').execute()
  },
}

/** Version N, one that only adds to it, and one that renames what N writes. */
export const label = (version: 'n' | 'adds' | 'renames') =>
  definePlugin({
    id: 'label',
    version: '1.0.0',
    contract: 1,
    permissions: { 'label.put': { title: 'Label tickets' } },
    events: { 'label.put': { subject: 'ticketId', audience: 'staff', title: 'Label put' } },
    roles: { 'label.putter': { title: 'Labels', capacity: 'staff', permissions: ['label.put'] } },
    personalData: 'none',
    migrations: {
      '0001_row': first,
      ...(version === 'n' ? {} : { '0002_colour': added }),
      ...(version === 'renames' ? { '0003_tag': renamed } : {}),
    },
    operations: { put: putInto(version === 'renames' ? 'tag' : 'words') },
  })()
