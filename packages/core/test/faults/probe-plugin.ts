import Type from 'typebox'
import type { Reading, Work } from '../../src/operation/work.ts'
import type { GateAttempt, GateFailure } from '../../src/plugin/context.ts'
import { forContract } from '../../src/plugin/kit.ts'

export interface ProbeContract {
  id: 'probe'
  /** What the plugin does is the test's to say, while it runs. */
  options: ProbeScript
  service: {
    /** Runs the script's `play` in the unit of work of a command on the ticket. */
    play(input: { ticketId: string }): Promise<{ done: boolean }>
    /** Writes one row with its event. */
    write(input: { ticketId: string }): Promise<{ done: boolean }>
  }
  permissions: 'probe.play'
  events: { 'probe.played': { ticketId: string }; 'probe.written': { ticketId: string; rowId: string } }
  tables: { probe_row: { id: string; ticket_id: string } }
}
export type ProbeWork = Work<ProbeContract, 'probe.play'>
export interface ProbeScript {
  play?: (work: ProbeWork, ticketId: string) => Promise<void>
  guard?: (ticketId: string, work: Reading<ProbeContract>) => Promise<void>
  within?: (ticketId: string, work: Work<ProbeContract>) => Promise<void>
  gate?: (attempt: GateAttempt, work: Reading<ProbeContract>) => Promise<readonly GateFailure<'probe'>[]>
  after?: (ticketId: string) => Promise<void>
}

const { command, definePlugin } = forContract<ProbeContract>()
const OnTicket = Type.Object({ ticketId: Type.String() })
const Done = Type.Object({ done: Type.Boolean() })

export const writeRow = async (work: Pick<ProbeWork, 'newId' | 'change'>, ticketId: string): Promise<void> => {
  const id = work.newId()
  await work.change('probe.written', { ticketId, rowId: id }, (db) =>
    db.insertInto('probe_row').values({ id, ticket_id: ticketId }).execute(),
  )
}

const play = command({
  route: 'POST /tickets/:ticketId/play',
  permission: 'probe.play',
  audience: 'staff',
  input: OnTicket,
  output: Done,
  async run(work, { ticketId }) {
    await work.ticket(ticketId)
    await work.options.play?.(work, ticketId)
    return { done: true }
  },
})
const write = command({
  route: 'POST /tickets/:ticketId/rows',
  permission: 'probe.play',
  audience: 'staff',
  input: OnTicket,
  output: Done,
  async run(work, { ticketId }) {
    await work.ticket(ticketId)
    await writeRow(work, ticketId)
    return { done: true }
  },
})

/** A plugin with every kind of hook on `ticket.replied` and the gate before `resolved`; what they do is said by the script. */
export const probe = definePlugin({
  id: 'probe',
  version: '1.0.0',
  contract: 1,
  operations: { play, write },
  permissions: { 'probe.play': { title: 'Play' } },
  events: {
    'probe.played': { subject: 'ticketId', audience: 'staff', title: 'Played' },
    'probe.written': { subject: 'ticketId', audience: 'staff', title: 'Written' },
  },
  migrations: {
    '0001_row': (db) =>
      db.schema
        .createTable('probe_row')
        .addColumn('id', 'uuid', (column) => column.primaryKey())
        .addColumn('ticket_id', 'uuid', (column) => column.notNull())
        .execute(),
  },
  personalData: 'none',
  roles: { 'probe.player': { title: 'Player', capacity: 'staff', permissions: ['probe.play'] } },
  acts: ['ticket.read', 'ticket.note', 'ticket.request_approval', 'person.read', 'probe.play'],
  setup(ctx) {
    const script = ctx.options
    ctx.guard('ticket.replied', ({ ticketId }, work) => script.guard?.(ticketId, work))
    ctx.within('ticket.replied', ({ ticketId }, work) => script.within?.(ticketId, work))
    ctx.gate({ to: 'resolved' }, (attempt, work) => script.gate?.(attempt, work) ?? [])
    ctx.after('look', 'ticket.replied', ({ payload }) => script.after?.(payload.ticketId))
  },
})
