import Type, { type Static } from 'typebox'
import type { Reading, Work } from '../../src/operation/work.ts'
import type { Delivered, GateAttempt, GateFailure } from '../../src/plugin/context.ts'
import type { SeenBy } from '../../src/plugin/contract.ts'
import { forContract } from '../../src/plugin/kit.ts'

const AddNote = Type.Object({ text: Type.String(), isLate: Type.Optional(Type.Boolean()) })
interface AddNote extends Static<typeof AddNote> {}
const NoteView = Type.Object({ noteId: Type.String() })
interface NoteView extends Static<typeof NoteView> {}

export interface ProbeService {
  add(input: AddNote): Promise<NoteView>
  /** Does what the test tells it to. */
  act(input: AddNote): Promise<NoteView>
  later(input: AddNote): Promise<NoteView>
}
type Payload = { noteId: string; text: string }
export interface ProbeContract {
  id: 'probe'
  service: ProbeService
  events: { 'probe.noted': Payload }
  tables: { probe_note: { id: string; text: string } }
  jobs: { note: { text: string } }
}
type Awaitable<T> = T | Promise<T>
/** What its handlers do; a test changes it as it goes. */
export interface ProbeBehaviour {
  readonly guard?: ((payload: Payload, work: Reading<ProbeContract>) => Awaitable<void>) | undefined
  readonly within?: ((payload: Payload, work: Work<ProbeContract>) => Awaitable<void>) | undefined
  readonly after?: ((event: Delivered<'probe.noted', Payload>, desk: SeenBy<ProbeContract>) => Awaitable<void>) | undefined
  readonly noted?: ((payload: object, work: Work<ProbeContract>) => Awaitable<void>) | undefined
  readonly gate?: ((attempt: GateAttempt, work: Reading<ProbeContract>) => Awaitable<readonly GateFailure<'probe'>[]>) | undefined
  readonly act?: ((work: Work<ProbeContract, 'anyone'>, input: AddNote) => Awaitable<void>) | undefined
  readonly job?: ((desk: SeenBy<ProbeContract>, input: { text: string }) => Awaitable<void>) | undefined
}

const { command, definePlugin } = forContract<ProbeContract>()

export const write = (work: Work<ProbeContract, 'ticket.read'> | Work<ProbeContract, 'anyone'>, text: string): Promise<string> => {
  const noteId = work.newId()
  return work.change('probe.noted', { noteId, text }, async (db) => {
    await db.insertInto('probe_note').values({ id: noteId, text }).execute()
    return noteId
  })
}

const spec = { permission: 'anyone', audience: 'both', input: AddNote, output: NoteView } as const

/** A plugin that does whatever the test tells it to. */
export const probe = (behaviour: ProbeBehaviour) => {
  const plugin = definePlugin({
    id: 'probe',
    version: '1.0.0',
    contract: 1,
    operations: {
      add: command({ ...spec, route: 'POST /notes', run: async (work, { text }) => ({ noteId: await write(work, text) }) }),
      act: command({
        ...spec,
        route: null,
        async run(work, input) {
          await behaviour.act?.(work, input)
          return { noteId: '' }
        },
      }),
      later: command({
        ...spec,
        route: null,
        async run(work, { text }) {
          await work.enqueue('note', { text })
          return { noteId: await write(work, `enqueued ${text}`) }
        },
      }),
    },
    events: { 'probe.noted': { subject: 'noteId', audience: 'staff', title: 'Noted' } },
    migrations: {
      '0001_note': (db) =>
        db.schema
          .createTable('probe_note')
          .addColumn('id', 'uuid', (column) => column.primaryKey())
          .addColumn('text', 'text', (column) => column.notNull())
          .execute(),
    },
    personalData: 'none',
    acts: ['ticket.read', 'ticket.create', 'ticket.note'],
    jobs: { note: { run: (desk, input) => behaviour.job?.(desk, input) } },
    setup(ctx) {
      ctx.guard('probe.noted', (payload, work) => behaviour.guard?.(payload, work))
      ctx.within('probe.noted', (payload, work) => behaviour.within?.(payload, work))
      ctx.within('ticket.noted', (payload, work) => behaviour.noted?.(payload, work))
      ctx.gate({ to: 'resolved' }, async (attempt, work) => (await behaviour.gate?.(attempt, work)) ?? [])
      ctx.after('follow', 'probe.noted', (event, desk) => behaviour.after?.(event, desk), { timeout: 500 })
    },
  })
  return plugin()
}
