import Type from 'typebox'
import type { Writer } from '../../src/operation/work.ts'
import { forContract } from '../../src/plugin/kit.ts'

interface VisitTable {
  id: string
  company_id: string
  person_id: string
  ticket_id: string | null
  planned_at: string
  note: string
}
export interface VisitsContract {
  id: 'visits'
  options: { onNextLoad?: { break?: 'order' | 'throw' } }
  service: {
    plan(input: {
      visits: { companyId: string; personId: string; ticketId?: string; at: string; note: string }[]
    }): Promise<{ count: number }>
  }
  permissions: 'visits.read'
  events: { 'visits.planned': { companyId: string } }
  tables: { visits_visit: VisitTable }
}

const { command, definePlugin } = forContract<VisitsContract>()

const plan = command({
  route: 'POST /visits',
  permission: 'visits.read',
  audience: 'staff',
  input: Type.Object({
    visits: Type.Array(
      Type.Object({
        companyId: Type.String(),
        personId: Type.String(),
        ticketId: Type.Optional(Type.String()),
        at: Type.String(),
        note: Type.String(),
      }),
      { minItems: 1 },
    ),
  }),
  output: Type.Object({ count: Type.Integer() }),
  async run(work, { visits }) {
    for (const { companyId, personId, ticketId = null, at, note } of visits)
      await work.change('visits.planned', { companyId }, (db: Writer<VisitsContract['tables']>) =>
        db
          .insertInto('visits_visit')
          .values({ id: work.newId(), company_id: companyId, person_id: personId, ticket_id: ticketId, planned_at: at, note })
          .execute(),
      )
    return { count: visits.length }
  },
})

/** Visits at customers, as a plugin of somebody else would add them to the history of people and companies. */
export const visits = definePlugin({
  id: 'visits',
  version: '1.0.0',
  contract: 1,
  operations: { plan },
  permissions: { 'visits.read': { title: 'See visits' } },
  roles: {
    'visits.customer': { title: 'Sees visits', capacity: 'customer', permissions: ['visits.read'] },
    'visits.staff': { title: 'Plans visits', capacity: 'staff', permissions: ['visits.read'] },
  },
  events: { 'visits.planned': { subject: 'companyId', audience: 'staff', title: 'Visit planned' } },
  migrations: {
    '0001_visit': async (db) => {
      await db.schema
        .createTable('visits_visit')
        .addColumn('id', 'uuid', (column) => column.primaryKey())
        .addColumn('company_id', 'uuid', (column) => column.notNull())
        .addColumn('person_id', 'uuid', (column) => column.notNull())
        .addColumn('ticket_id', 'uuid')
        .addColumn('planned_at', 'timestamptz(3)', (column) => column.notNull())
        .addColumn('note', 'text', (column) => column.notNull())
        .execute()
      await db.schema.createIndex('visits_visit_company').on('visits_visit').columns(['company_id', 'planned_at', 'id']).execute()
    },
  },
  personalData: 'none',
  history: {
    visit: {
      title: { en: 'Visit', he: 'ביקור' },
      audience: 'both',
      permission: 'visits.read',
      async load(work, { subject, before, limit }) {
        const { onNextLoad } = work.options
        const broken = onNextLoad?.break
        if (onNextLoad) delete onNextLoad.break
        if (broken === 'throw') throw new Error('no visits today')
        let rows = work.db
          .selectFrom('visits_visit')
          .selectAll()
          .where(subject.kind === 'company' ? 'company_id' : 'person_id', '=', subject.id)
          .orderBy('planned_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit)
        if (before)
          rows = rows.where(({ eb, or, and }) =>
            or([eb('planned_at', '<', before.at), and([eb('planned_at', '=', before.at), eb('id', '<', before.id)])]),
          )
        const found = await rows.execute()
        if (broken === 'order') found.reverse()
        return found.map(({ id, planned_at: at, ticket_id, note }) => ({
          id,
          at,
          title: note,
          ...(ticket_id === null ? {} : { ticketId: ticket_id }),
          data: { planned: true },
        }))
      },
    },
  },
})
