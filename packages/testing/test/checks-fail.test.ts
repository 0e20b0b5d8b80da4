import { type DeskPlugin, Id, type InstalledPlugin } from '@deskwright/core'
import { checkPlugin, NonConforming } from '@deskwright/testing'
import { sql } from 'kysely'
import Type, { type TSchema } from 'typebox'
import { afterEach, expect, it } from 'vitest'
import { conformanceChecks } from '../src/conformance/checks.ts'
import type { AnyOptions } from '../src/conformance/conformance-options.ts'
import { runCheck } from '../src/conformance/run-checks.ts'
import { Subject } from '../src/conformance/subject.ts'
import { calendar, extension, finish, kit, list, viewOf, visits, visitsError } from './sample-plugin.ts'

/** Every check can fail: the sample plugin, broken in one place, and what its author reads. */

const subjects: Subject[] = []
afterEach(async () => {
  for (const subject of subjects.splice(0)) await subject.close()
})

type Changes = { readonly [K in keyof InstalledPlugin]?: unknown }
const sample = (): InstalledPlugin => {
  const plugin: unknown = visits()
  return plugin as InstalledPlugin
}
const broken = (changes: Changes | ((plugin: InstalledPlugin) => Changes)) => (): DeskPlugin => {
  const plugin: unknown = { ...sample(), ...(typeof changes === 'function' ? changes(sample()) : changes) }
  return plugin as DeskPlugin
}
const withOperations = (changes: object) => broken((plugin) => ({ operations: { ...plugin.operations, ...changes } }))
/** Without hooks: the gate of the sample asks its list, so that a broken list would break the desk's own commands first. */
const withList = (changed: object) => broken((plugin) => ({ operations: { ...plugin.operations, list: changed }, setup: () => {} }))

async function sentencesOf(id: string, plugin: () => DeskPlugin, options: AnyOptions = {}): Promise<string> {
  const check = conformanceChecks.find((one) => one.id === id)
  if (!check) throw new Error(`no check is called ${id}`)
  const subject = new Subject('sqlite', plugin, options)
  subjects.push(subject)
  const findings = await runCheck(check, subject)
  return findings.map(({ key, sentence }) => `${sentence} [${key}]`).join('\n')
}

const covered = new Set<string>()
/** The check finds it in the broken plugin, says so in these words, and finds nothing in the whole one. */
function finds(id: string, what: string, plugin: () => DeskPlugin, expected: string | RegExp, options: AnyOptions = {}): void {
  covered.add(id)
  it(`${id} finds ${what}`, { timeout: 300_000 }, async () => {
    const sentences = await sentencesOf(id, plugin, options)
    if (typeof expected === 'string') expect(sentences).toContain(expected)
    else expect(sentences).toMatch(expected)
  })
}

finds(
  'composes',
  'a route whose parameter is no input',
  withOperations({ list: { ...list, route: 'GET /tickets/:thingId/visits' } }),
  "':thingId' is no key of the input",
)
finds(
  'composes',
  'what is required and missing',
  broken({ requires: { shop: 1 } }),
  "A desk alone and 'visits' cannot be created: plugin.missing",
)

const shared = visits()
finds('made_anew', 'one object for two desks', () => shared, "Two calls of the factory of 'visits' give the same object.")

finds(
  'names',
  'a permission without words',
  broken({ permissions: { 'visits.plan': { title: 'visits.plan' }, 'visits.read': { title: 'See' } } }),
  "The permission 'visits.plan' has no title that people can read.",
)
finds(
  'names',
  'a role under a foreign name',
  broken({ roles: { technician: { title: 'T', capacity: 'staff', permissions: [] } } }),
  "The role 'technician' is not named after 'visits'. Call it 'visits.…'",
)
finds('names', 'no version', broken({ version: 'new' }), "The version 'new' of 'visits' is none. Write it as 1.2.3")

finds(
  'permissions_used',
  'a permission that opens nothing',
  broken((plugin) => ({ permissions: { ...plugin.permissions, 'visits.spare': { title: 'Spare' } } })),
  "No operation and no command of 'visits' asks for 'visits.spare'.",
)

const openInput = Type.Object({ visitId: Id, more: Type.Object({}, { additionalProperties: true }) })
finds(
  'schemas',
  'an input that is open',
  withOperations({ finish: { ...finish, input: openInput, inputKeys: ['visitId', 'more'] } }),
  "The input of 'visits.finish' takes anything at '/more'.",
)
const badPattern = Type.Object({ visitId: Type.String({ pattern: '(' }) })
finds(
  'schemas',
  'a schema that does not compile',
  withOperations({ finish: { ...finish, input: badPattern } }),
  "The input schema of 'visits.finish' does not compile",
)

const openOutput = kit.query({
  ...list,
  run: () => ({ items: [] }),
  output: Type.Object({ items: Type.Array(Type.Object({}, { additionalProperties: true })) }),
} as never)
finds(
  'outputs_closed',
  'an answer that is open',
  withOperations({ list: openOutput }),
  "What customers get from 'visits.list' is open at '/items/*'",
)

const answering = (floor: TSchema) =>
  withList(
    kit.query({
      ...list,
      run: () => ({ items: [] }),
      output: Type.Object({ items: Type.Array(Type.Object({ floor }), { description: 'Those of the ticket' }) }),
    } as never),
  )
finds(
  'descriptions',
  'a property that nothing is said of',
  answering(Type.String()),
  /Nothing says what 'VisitsList\w*\.items\[\]\.floor' is\. Say it where it stands/,
)
finds(
  'descriptions',
  'a null that nothing is said of',
  answering(Type.Union([Type.String(), Type.Null()], { description: 'Where it is' })),
  /'VisitsList\w*\.items\[\]\.floor' can be null, and nothing says what that means/,
)
finds(
  'descriptions',
  'a parameter that nothing is said of',
  withOperations({ list: kit.query({ ...list, input: Type.Object({ ticketId: Id, floor: Type.Optional(Type.String()) }) } as never) }),
  "?floor' is. Say it where it stands",
)

const andThen = (step: (plugin: InstalledPlugin) => unknown) =>
  broken((plugin) => ({ migrations: { ...plugin.migrations, '0003_more': step(plugin) } }))
const sendRaw = (text: string) => (db: never) => sql.raw(text).execute(db)
finds(
  'migrations_from_empty',
  'a table under a foreign name',
  andThen(() => sendRaw('create table deskwright_other (id text)')),
  "The migrations of 'visits' touch 'table other', which is not its own.",
)

const blindLoad = {
  ...extension,
  load: async (work: never, ids: readonly string[]) => new Map([...(await extension.load(work, ids))].slice(0, 0)),
}
finds(
  'installed_later',
  'a ticket extension that does not know old tickets',
  broken({ ticketExtension: blindLoad }),
  "A ticket from before 'visits' was installed can't be read: ticket.extension_missing",
)
finds(
  'installed_later',
  'a schema that hangs on the data',
  andThen(() => async (db: never) => {
    const { rows } = await sql.raw('select 1 from deskwright_ticket limit 1').execute(db)
    if (rows.length) await sql.raw('create index deskwright_visits_late on deskwright_visits_visit (place)').execute(db)
  }),
  "'table visits_visit' is another one when 'visits' is installed later",
)
finds(
  'installed_later',
  'a migration that fails where there are tickets',
  andThen(() => sendRaw('insert into deskwright_visits_visit select * from deskwright_ticket')),
  "'visits' can't be installed into a desk that has tickets: store.migration_failed",
)

let counted = 0
const nextNumber = (): number => {
  counted += 1
  return counted
}
finds(
  'two_processes',
  'a migration that is another one each time',
  andThen(() => sendRaw(`create index deskwright_visits_index_${nextNumber()} on deskwright_visits_visit (place)`)),
  /Of several processes that migrate 'visits' at once one failed: store\.(?:migration_changed|migration_failed)/,
)

const trap = `create trigger deskwright_visits_trap before insert on deskwright_message when new.body = 'Still here' begin select raise(abort, 'no'); end`
finds(
  'removed',
  'a desk that does not go on without it',
  andThen(() => sendRaw(trap)),
  /Without 'visits' a ticket in '\w+\/\w+' takes no note/,
)
finds(
  'uninstalled',
  'what it leaves on tables of core',
  andThen(() => sendRaw('create index deskwright_ticket_visits on deskwright_ticket (subject)')),
  "After 'visits' was uninstalled 'table ticket' is not what it was before.",
)

const faulty = kit.query({ ...list, run: () => (undefined as unknown as { items: [] }).items } as never)
finds('accepts', 'an operation that fails', withList(faulty), "'visits.list' failed as staff instead of accepting or refusing: ")
const choosy = { ...finish, run: () => Promise.reject(visitsError('visits.done')) }
finds(
  'accepts',
  'an operation that no made input fits',
  withOperations({ finish: choosy }),
  "No made input of 'visits.finish' is accepted as staff, the last time with 409 visits.done: This visit has been made. Plan another one. Give one that is: examples: { finish: … }.",
)
finds(
  'accepts',
  'an example that is refused',
  visits,
  "The example of 'visits.plan' is refused as staff, the last time with 422 visits.in_the_past",
  {
    examples: {
      plan: ({ ticketId, agentId, now }: { ticketId: string; agentId: string; now: string }) => ({
        ticketId,
        technicianId: agentId,
        startsAt: now,
        place: 'Roof',
      }),
    },
  },
)

const nested = kit.query({
  ...list,
  route: 'GET /visits',
  input: Type.Object({ within: Type.Object({ ticketId: Id }) }),
  run: (work: never, { within }: { within: { ticketId: string } }) => list.run(work, within),
} as never)
finds(
  'over_http',
  'an input that fits into no address',
  withList(nested),
  "'visits.list' takes an input in the library that it refuses over HTTP, with 422 input.invalid",
)

// type-cost.test.ts
covered.add('types')

/** It reads its table as if nobody had told it whose tickets they are. */
const careless = (permission: string) =>
  withOperations({
    list: {
      ...list,
      permission,
      async run(work: { db: { selectFrom(table: 'visits_visit'): { selectAll(): { execute(): Promise<never[]> } } } }) {
        return { items: (await work.db.selectFrom('visits_visit').selectAll().execute()).map(viewOf) }
      },
    },
  })
finds(
  'denies_without_permission',
  "core's right over own tickets taken for one over all",
  careless('ticket.read'),
  "'visits.list' let them in over the library for a customer without 'ticket.read'.",
)
finds(
  'denies_strangers',
  'an operation that takes anybody',
  careless('ticket.read'),
  "'visits.list' let them in over the library for a customer who has nothing to do with it.",
)
finds(
  'denies_others',
  'an operation that does not ask whose ticket it is',
  careless('visits.read'),
  "'visits.list' let them in over HTTP for a customer of another company. Take tickets through work.ticket(id)",
)
const telling = {
  ...finish,
  async run(work: never, { visitId }: { visitId: string }) {
    const { db } = work as {
      db: {
        selectFrom(table: 'visits_visit'): {
          selectAll(): { where(column: string, is: string, id: string): { executeTakeFirst(): Promise<{ ticket_id: string } | undefined> } }
        }
      }
    }
    const row = await db.selectFrom('visits_visit').selectAll().where('id', '=', visitId).executeTakeFirst()
    if (!row) throw visitsError('visits.not_found', { visitId })
    return finish.run(work, { visitId })
  },
}
const tellingOther = {
  ...telling,
  async run(work: never, input: { visitId: string }) {
    const { ticket } = work as { ticket(id: string): Promise<unknown> }
    const { db } = work as {
      db: {
        selectFrom(table: 'visits_visit'): {
          selectAll(): { where(column: string, is: string, id: string): { executeTakeFirst(): Promise<{ ticket_id: string } | undefined> } }
        }
      }
    }
    const row = await db.selectFrom('visits_visit').selectAll().where('id', '=', input.visitId).executeTakeFirst()
    if (row) await ticket.call(work, row.ticket_id)
    return telling.run(work, input)
  },
}
finds(
  'denies_others',
  'an answer that tells what exists',
  withOperations({ finish: tellingOther }),
  "'visits.finish' answers an agent of another team over the library with 404 ticket.not_found for what exists and with 404 visits.not_found for what does not",
)
const unscoped = {
  ...calendar,
  async *run({
    read,
  }: {
    read(
      batch: (work: { db: { selectFrom(table: string): { selectAll(): { execute(): Promise<{ place: string }[]> } } } }) => unknown,
    ): Promise<{ place: string }[]>
  }) {
    for (const { place } of await read((work) => work.db.selectFrom('visits_visit').selectAll().execute())) yield place
  },
}
finds(
  'denies_others',
  'a stream over the tickets of all teams',
  withOperations({ calendar: unscoped }),
  "'visits.calendar' gave an agent of another team over the library what was written about a ticket of team NET.",
)

const tuple = Type.Object({ visitId: Id, spots: Type.Tuple([Type.Object({ name: Type.String() })]) })
finds(
  'strict_inputs',
  'an object that is not strict',
  withOperations({ finish: { ...finish, input: tuple, inputKeys: ['visitId', 'spots'] } }),
  "'visits.finish' takes the unknown key '/spots/0/conformance_unknown_key' as staff.",
)

finds(
  'outputs',
  'an answer that its schema does not have',
  withList({ ...list, run: () => ({ items: [{ id: 'none' }] }) }),
  /'visits.list' failed as staff .*operation\.output_invalid/,
)

finds(
  'ticket_extension',
  'a load that forgets tickets',
  broken({ ticketExtension: blindLoad }),
  "Tickets that 'visits' knows nothing of can't be opened and listed: ticket.extension_missing",
)
const oneByOne = {
  ...extension,
  async load(work: never, ids: readonly string[]) {
    const parts = []
    for (const id of ids) parts.push(...(await extension.load(work, [id])))
    return new Map(parts)
  },
}
finds(
  'ticket_extension',
  'a load that asks for each ticket',
  broken({ ticketExtension: oneByOne }),
  /A list of 24 tickets sends \d+ statements, and a list of one \d+: let load read all ids in one query\./,
)

finds(
  'personal_data',
  "'none' where there is somebody",
  broken({ personalData: 'none' }),
  "'visits' says that it has no personal data, and 'visits_visit.technician_id' says who somebody is.",
)
finds('personal_data', "'none' where people wrote", broken({ personalData: 'none' }), "'visits_visit.place' holds what people wrote.")
finds(
  'personal_data',
  'an export without a row',
  broken((plugin) => ({ personalData: { ...(plugin.personalData as object), export: () => [] } })),
  "personalData.export of 'visits' does not give a row of 'visits_visit' that names the person.",
)
finds(
  'personal_data',
  'an erasure that erases nothing',
  broken((plugin) => ({ personalData: { ...(plugin.personalData as object), erase: () => {} } })),
  "After personalData.erase 'visits_visit.technician_id' still says who the person was.",
)

const withTable = (columns: string) => andThen(() => sendRaw(`create table deskwright_visits_invitation (${columns}) strict`))
finds(
  'travels',
  'a secret of which nothing is said',
  withTable('id text primary key, invitation_token text not null'),
  "'visits' does not say whether 'visits_invitation' may leave the desk, and 'invitation_token' looks like a secret.",
)
finds('travels', 'a table without a key', withTable('place text'), "The table 'visits_invitation' has no primary key")

const withPersonalData = (more: object) => broken((plugin) => ({ personalData: { ...(plugin.personalData as object), ...more } }))
finds(
  'personal_columns',
  'a column with somebody of which nothing is said',
  withPersonalData({ columns: { visits_visit: { place: 'kept' } } }),
  "'visits_visit.technician_id' says who somebody is, and personalData.columns does not name it.",
)
finds(
  'personal_columns',
  'words beside somebody of which nothing is said',
  withPersonalData({ columns: { visits_visit: { technician_id: 'person' } } }),
  "'visits_visit.place' holds what people wrote, in a row that names somebody, and personalData.columns does not name it.",
)
finds(
  'personal_columns',
  'a column for people that nothing was ever written to',
  withTable('id text primary key, invited_by text'),
  "'visits_invitation.invited_by' is named like a person’s, and personalData.columns does not name it.",
)
finds(
  'personal_columns',
  'words that are kept without a reason',
  withPersonalData({ kept: undefined }),
  "'visits' keeps words in 'visits_visit.place', and has no personalData.kept that says how many and why.",
)
finds(
  'personal_columns',
  'a column that is declared and not exported',
  withPersonalData({ export: () => [] }),
  "personalData.export of 'visits' does not give a row of 'visits_visit' that has somebody in 'technician_id'.",
)
finds(
  'personal_columns',
  'words that are declared and not erased',
  withPersonalData({ columns: { visits_visit: { technician_id: 'person', place: 'words' } } }),
  "personalData.erase of 'visits' leaves what personalData.columns says to be somebody's in 'visits_visit.place'.",
)

type Setup = NonNullable<InstalledPlugin['setup']>
const hanging = (
  more: (ctx: {
    guard(event: string, run: () => unknown): void
    after(name: string, event: string, run: (...given: never[]) => unknown): void
  }) => void,
) =>
  broken((plugin) => {
    const setup: Setup = (ctx) => {
      plugin.setup?.(ctx)
      more(ctx as never)
    }
    return { setup }
  })
finds(
  'hooks',
  'a guard that never comes back',
  hanging((ctx) => ctx.guard('visits.planned', () => new Promise(() => {}))),
  /'visits\.plan' failed as staff .*hook\.timed_out/,
)
const busy = (): void => {
  for (const end = performance.now() + 400; performance.now() < end; );
}
finds(
  'hooks',
  'a handler that keeps the process',
  hanging((ctx) => ctx.after('busy', 'visits.finished', busy)),
  /A handler of 'visits' did not behave: hook\.blocked/,
)

covered.add('hooks')
it('hooks finds a promise that nobody waits for', async () => {
  // The runner would take it for a fault of this test.
  const listeners = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  try {
    const plugin = hanging((ctx) => ctx.after('loose', 'visits.finished', () => void Promise.reject(new Error('lost'))))
    expect(await sentencesOf('hooks', plugin)).toContain(
      "'visits' left a promise behind that failed with nobody waiting: lost. Await it, or catch it.",
    )
  } finally {
    for (const listener of listeners) process.on('unhandledRejection', listener)
  }
})

finds(
  'deliveries',
  'acts that do not suffice',
  broken({ acts: ['ticket.read', 'visits.read'] }),
  /The handler 'visits\/note' failed on 'visits\.finished': .*'ticket\.note'.* Add 'ticket\.note' to acts\./,
)
const failingJob = { tidy: { every: '1d', run: () => Promise.reject(new Error('no broom')) } }
finds('deliveries', 'a job that fails', broken({ jobs: failingJob }), /The job 'visits\/tidy' failed: .*no broom/)

const cancelled = { subject: 'ticketId', audience: 'both', title: 'A visit was cancelled' }
const silent = (plugin: InstalledPlugin) => ({ events: { ...plugin.events, 'visits.cancelled': cancelled } })
finds(
  'handlers_ran',
  'a handler that nothing sets off',
  broken((plugin) => ({
    ...silent(plugin),
    setup: ((ctx) => {
      plugin.setup?.(ctx)
      const { after } = ctx as unknown as { after(name: string, event: string, run: () => void): void }
      after('mourn', 'visits.cancelled', () => {})
    }) satisfies Setup,
  })),
  "The after handler 'mourn' of 'visits' was never run, as no 'visits.cancelled' occurred.",
)
finds(
  'events_occur',
  'an event that nothing records',
  broken(silent),
  "'visits' declares 'visits.cancelled', and nothing that was tried recorded it.",
)

const pageOf = (render: () => unknown) => broken({ pages: [{ path: '/visits', title: 'Visits', audience: 'staff', slot: 'page', render }] })
finds(
  'pages',
  'text that is no Html',
  pageOf(() => '<p>hello</p>'),
  "The page '/visits' of 'visits' is no Html.",
)
finds(
  'pages',
  'a page that fails',
  pageOf(() => Promise.reject(new Error('no template'))),
  "The page '/visits' of 'visits' can't be rendered for staff: no template.",
)

it('says so in every check when the desk itself no longer works', async () => {
  const sentence =
    "With 'visits' installed the desk does not do what it does without: ticket.extension_missing: The plugin 'visits' gave no view for ticket"
  expect(await sentencesOf('accepts', broken({ ticketExtension: blindLoad }))).toContain(sentence)
})

it('has tried to fail every check', () => {
  expect([...covered].sort()).toEqual([...new Set(conformanceChecks.map(({ id }) => id))].sort())
})

it('takes exceptions by their key, and wants none that fits nothing', async () => {
  const plugin = broken({ personalData: 'none' })
  const exceptions = {
    'personal visits_visit.technician_id': 'Numbers, no people.',
    'personal visits_visit.place': 'Rooms.',
    'personal visits_place.floor': 'x',
    'personal visits_place.key_box': 'x',
  }
  expect(await sentencesOf('personal_data', plugin, { exceptions })).toBe('')
  const result = checkPlugin(broken({ version: 'new' }), {
    exceptions: { 'personal visits_visit.place': 'Rooms.', version: 'Not released.' },
  })
  await expect(result).rejects.toThrow(NonConforming)
  await expect(result).rejects.toThrow(
    "The exception 'personal visits_visit.place' fits nothing any more. Remove it. [needless_exception personal visits_visit.place]",
  )
}, 120_000)
