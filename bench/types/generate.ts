import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How the inputs and outputs of operations are written down. */
export type ShapeStyle = 'interface' | 'alias' | 'written out'

/** A desk of generated plugins, as its authors would write them. */
export interface GeneratedCase {
  readonly name: string
  readonly plugins: number
  /** Of each plugin; a stream comes on top. */
  readonly operations: number
  readonly shapes: ShapeStyle
  /** Operations read and write tables through Kysely. */
  readonly withTables: boolean
  /** Every plugin extends the ticket. */
  readonly withExtension: boolean
  /** Every plugin also has jobs, a role, a page, a field and handlers for personal data. */
  readonly withAllSlots: boolean
}

const standard = { operations: 10, shapes: 'interface', withTables: true, withExtension: true, withAllSlots: false } as const

/** The cases of the table in RESULTS-types.md; `iface20` is the one with the budget. */
export const cases = [
  { ...standard, name: 'iface20', plugins: 20 },
  { ...standard, name: 'noext20', plugins: 20, withExtension: false },
  { ...standard, name: 'alias20', plugins: 20, shapes: 'alias' },
  { ...standard, name: 'hand20', plugins: 20, shapes: 'written out' },
  { ...standard, name: 'all20', plugins: 20, withAllSlots: true },
  { ...standard, name: 'iface10', plugins: 10 },
  { ...standard, name: 'iface40', plugins: 40 },
  { ...standard, name: 'empty20', plugins: 20, operations: 1, withTables: false },
  { ...standard, name: 'none', plugins: 0 },
] as const satisfies readonly GeneratedCase[]
export type CaseName = (typeof cases)[number]['name']

export const caseOf = (name: CaseName): GeneratedCase => {
  const found = cases.find((one) => one.name === name)
  if (!found) throw new Error(`There is no case '${name}'.`)
  return found
}

const times = <T>(count: number, item: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => item(index))

function shape(style: ShapeStyle, name: string, schema: string, type: string): string {
  const value = `const ${name} = Type.Object({ ${schema} })\n`
  if (style === 'interface') return `export ${value}export interface ${name} extends Static<typeof ${name}> {}\n`
  if (style === 'alias') return `export ${value}export type ${name} = Static<typeof ${name}>\n`
  return `${value}interface ${name} { ${type} }\n`
}

/** Every third plugin requires the one before it. */
const isLinked = (index: number): boolean => index % 3 === 1

function operation(p: number, r: number, withTables: boolean): string {
  const head = `const op${r} = ${r % 2 ? 'query' : 'command'}({ route: '${r % 2 ? 'GET' : 'POST'} /${r}', input: I${p}_${r}, output: O${p}_${r}, `
  if (r % 2) {
    const items = withTables
      ? `await work.db.selectFrom('p${p}_row').select(['id', 'n']).where('ticket_id', '=', input.id).execute()`
      : '[{ id: input.id, n: input.n }]'
    return `${head}permission: 'p${p}.read', audience: 'both',
  async run(work, input) {
    const items = ${items}
    return { ok: true, v${r}: input.a${r} + work.actor.id, items }
  } })\n`
  }
  const write = withTables
    ? `(db) => db.insertInto('p${p}_row').values({ id: input.id, ticket_id: ticket.id, n: input.n }).execute()`
    : '() => 0'
  return `${head}permission: 'p${p}.write', audience: 'staff',
  async run(work, input) {
    const { ticket } = await work.ticket(input.id)
    await work.change('p${p}.made', { id: input.id, rowId: input.id }, ${write})
    return { ok: input.n > work.options.rate, v${r}: input.a${r} + ticket.id, items: [] }
  } })\n`
}

function contract(p: number, { operations, withExtension, withAllSlots }: GeneratedCase): string {
  return `export interface S${p} {
${times(operations, (r) => `  op${r}(input: I${p}_${r}): Promise<O${p}_${r}>\n`).join('')}  bytes(input: { id: string }): Promise<Bytes>
}
export interface C${p} {
  id: 'p${p}'
  options: { rate: number }
  service: S${p}
  permissions: 'p${p}.read' | 'p${p}.write'
  events: { 'p${p}.made': { id: string; rowId: string }; 'p${p}.gone': { id: string; rowId: string } }
  tables: { p${p}_row: { id: string; ticket_id: string; n: number } }
${withExtension ? `  ticketExtension: { input: EI${p}; view: EV${p} }\n` : ''}${withAllSlots ? '  jobs: { nightly: object; remind: { ticketId: string; days: number } }\n' : ''}${isLinked(p) ? `  requires: { p${p - 1}: C${p - 1} }\n` : ''}}
`
}

const allSlots = (p: number): string => `
  roles: { 'p${p}.worker': { title: 'w', capacity: 'staff', permissions: ['ticket.read', 'p${p}.read', 'p${p}.write'] } },
  fields: { incident: { p${p}_field: { kind: 'string', title: 'f', audience: 'both' } } },
  jobs: {
    nightly: { every: '1d', run: async (asPlugin) => void (await asPlugin.tickets.list({})) },
    remind: { run: async (asPlugin, { ticketId }) => void (await asPlugin.tickets.get({ ticketId })) },
  },
  pages: [{ path: '/p', title: 'P', audience: 'staff', slot: 'page', async render(desk) { await desk.tickets.list({}); return {} as never } }],
  personalData: {
    export: (db, personId) => db.selectFrom('p${p}_row').selectAll().where('id', '=', personId).execute(),
    async erase(db, personId) { await db.deleteFrom('p${p}_row').where('id', '=', personId).execute() },
  },`

function pluginSource(p: number, one: GeneratedCase): string {
  const { operations, shapes, withTables, withExtension, withAllSlots } = one
  const link = isLinked(p)
  const shapesOf = (r: number): string =>
    shape(
      shapes,
      `I${p}_${r}`,
      `id: Type.String(), a${r}: Type.String({ minLength: 1 }), n: Type.Integer(), tags: Type.Optional(Type.Array(Type.String())), kind: Type.Union([Type.Literal('x'), Type.Literal('y')])`,
      `id: string; a${r}: string; n: number; tags?: string[]; kind: 'x' | 'y'`,
    ) +
    shape(
      shapes,
      `O${p}_${r}`,
      `ok: Type.Boolean(), v${r}: Type.String(), items: Type.Array(Type.Object({ id: Type.String(), n: Type.Integer() }))`,
      `ok: boolean; v${r}: string; items: { id: string; n: number }[]`,
    )
  const extension = withExtension
    ? shape(
        shapes,
        `EI${p}`,
        `rowIds: Type.Array(Type.String()), e${p}: Type.Optional(Type.String())`,
        `rowIds: string[]; e${p}?: string`,
      ) +
      shape(shapes, `EV${p}`, `rowIds: Type.Array(Type.String()), v${p}: Type.Optional(Type.Integer())`, `rowIds: string[]; v${p}?: number`)
    : ''
  return `import Type, { type Static } from 'typebox'
import { type Bytes, forContract } from '@deskwright/core'
${link ? `import type { C${p - 1} } from './p${p - 1}.ts'\n` : ''}${times(operations, shapesOf).join('')}${extension}${contract(p, one)}
const { command, query, stream${withExtension ? ', ticketExtension' : ''}, definePlugin } = forContract<C${p}>()
${times(operations, (r) => operation(p, r, withTables)).join('')}
const bytes = stream({ route: 'GET /bytes', permission: 'p${p}.read', audience: 'both', contentType: 'text/csv', input: Type.Object({ id: Type.String() }),
  async *run({ read }, { id }) { yield String((await read((work) => work.ticket(id))).ticket.number) } })
${
  withExtension
    ? `const ext = ticketExtension({ input: EI${p}, view: EV${p}, audience: { rowIds: 'both', e${p}: 'both', v${p}: 'staff' },
  load: (work, ids) => new Map(ids.map((id) => [id, { rowIds: [], v${p}: work.options.rate }])),
  async save(work, ticket, input) { await work.change('p${p}.made', { id: ticket.id, rowId: input.rowIds.join() }, () => 0) } })
`
    : ''
}export const p${p} = definePlugin({
  id: 'p${p}', version: '1.0.0', contract: 1,${link ? ` requires: { p${p - 1}: 1 },` : ''}
  operations: { ${times(operations, (r) => `op${r}, `).join('')}bytes },${withExtension ? ' ticketExtension: ext,' : ''}
  permissions: { 'p${p}.read': { title: 'r' }, 'p${p}.write': { title: 'w' } },
  events: { 'p${p}.made': { subject: 'rowId', audience: 'staff', title: 'm' }, 'p${p}.gone': { subject: 'rowId', audience: 'staff', title: 'g' } },
  migrations: {}, acts: ['ticket.read', 'p${p}.read'],${withAllSlots ? allSlots(p) : " personalData: 'none',"}
  setup(ctx) {
    ctx.guard('ticket.resolved', async ({ ticketId }, work) => void (await work.desk.tickets.create({ subject: ticketId })))
    ctx.gate({ to: 'resolved' }, async ({ ticketId }, work) => ((await work.asPlugin.tickets.get({ ticketId })).version ? [] : [{ code: 'p${p}.old' }]))
    ctx.after('log', 'p${link ? p - 1 : p}.made', ({ payload }) => void payload.id.trim())
  },
})
`
}

const deskSource = ({ plugins, operations }: GeneratedCase): string => `import { createDesk } from '@deskwright/core'
${times(plugins, (p) => `import { p${p} } from './p${p}.ts'\n`).join('')}export const desk = createDesk({ database: 'sqlite::memory:', identify: () => null,
  plugins: [${times(plugins, (p) => `p${p}({ rate: ${p} })`).join(', ')}],
  after: {
${times(
  plugins,
  (p) =>
    `    'p${p}.made': { log: async ({ payload }, desk) => void (await desk.p${p}.op${p % operations}({ id: payload.id, a${p % operations}: 'a', n: 1, kind: 'x' })) },\n`,
).join('')}  } })
`

const consumerSource = ({ plugins, operations, withExtension }: GeneratedCase): string => `import type { desk as Desk } from './desk.ts'
declare const desk: typeof Desk
export const me = desk.as({ externalId: 'a' }, { acting: 'staff' })
export async function use(): Promise<string> {
${times(plugins, (p) => `  const r${p} = await me.p${p}.op${p % operations}({ id: 'x', a${p % operations}: 'a', n: 1, kind: 'x' })\n`).join('')}  const ticket = await me.tickets.create({ subject: 's'${
  withExtension && plugins ? `, ext: { ${times(plugins, (p) => `p${p}: { rowIds: [] }`).join(', ')} }` : ''
} })
  return [${times(plugins, (p) => `r${p}.v${p % operations}${withExtension ? `, ticket.ext.p${p}.v${p}` : ''}, `).join('')}ticket.id].join()
}
`

/** Writes the sources of a case into a folder. */
export function generate(folder: string, one: GeneratedCase): void {
  mkdirSync(folder, { recursive: true })
  for (let p = 0; p < one.plugins; p += 1) writeFileSync(join(folder, `p${p}.ts`), pluginSource(p, one))
  writeFileSync(join(folder, 'desk.ts'), deskSource(one))
  writeFileSync(join(folder, 'consumer.ts'), consumerSource(one))
}
