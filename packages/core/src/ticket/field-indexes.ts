import type { RunLimit } from '../hook/lane.ts'
import type { Field, Machine } from '../machine/machine.ts'
import { asProgram } from '../operation/as-program.ts'
import { putFieldValues } from '../operation/field-values.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { Tx } from '../store/store.ts'

const BATCH = 200
const REASON = 'index fields'

interface Declared {
  readonly type: string
  readonly field: string
  readonly declared: string
}
const keyOf = ({ type, field }: Pick<Declared, 'type' | 'field'>): string => `${type} ${field}`

/** What decides which rows there are: a kind has its keys, and a sortable field a row for every ticket. */
const signature = ({ spec, sortable }: Field): string =>
  `${spec.kind}${sortable ? ' sortable' : ''}${spec.kind === 'choice' ? ` ${Object.keys(spec.options).sort().join(',')}` : ''}`

const declaredBy = (machines: readonly Machine[]): Declared[] =>
  machines.flatMap((machine) =>
    machine.indexedFields.map((field) => ({ type: machine.typeId, field: field.name, declared: signature(field) })),
  )

/**
 * Keeps the values that lists are filtered and sorted by in step with what the types declare: a field that is new, or another than before, is
 * gathered from all tickets of its type; one that is declared no longer is taken away. In small transactions, each of which remembers how far
 * it came, so that any process may stop and any other go on.
 */
export class FieldIndexes {
  readonly #runtime: Runtime
  /** Nothing left to do when last looked: what changes it is another declaration, and that is another process. */
  #isDone = false

  constructor(runtime: Runtime) {
    this.#runtime = runtime
  }

  /** Whether `declare` would find nothing to write. */
  async isDeclared({ db }: Tx): Promise<boolean> {
    return isSame(declaredBy(this.#runtime.composition.machines.all), await knownIn(db))
  }

  /** Writes down what is declared. Commands write the values of declared fields from then on; what was there before is `build`'s. */
  async declare(): Promise<void> {
    const { store, composition } = this.#runtime
    const declared = declaredBy(composition.machines.all)
    this.#isDone = false
    if (await store.read((tx) => this.isDeclared(tx))) return
    await store.write(async ({ db }) => {
      const core: CoreDb = db
      const known = new Map((await knownIn(core)).map((row) => [keyOf(row), row]))
      for (const row of declared) {
        const before = known.get(keyOf(row))
        known.delete(keyOf(row))
        if (before?.declared === row.declared && before.state !== 'leaving') continue
        const fresh = { ...row, state: 'building', done_count: 0 } as const
        await core
          .insertInto('field_index')
          .values(fresh)
          .onConflict((conflict) => conflict.columns(['type', 'field']).doUpdateSet(fresh))
          .execute()
      }
      for (const { type, field } of known.values())
        await core
          .updateTable('field_index')
          .set({ state: 'leaving', done_count: 0 })
          .where('type', '=', type)
          .where('field', '=', field)
          .execute()
    })
  }

  /** Does what is left, as long as it may. Returns how many tickets it has looked at. */
  async build(limit: RunLimit): Promise<number> {
    let looked = 0
    while (!this.#isDone && !limit.isOver) {
      const next = await this.#runtime.store.read(({ db }) =>
        (db as CoreDb)
          .selectFrom('field_index')
          .selectAll()
          .where('state', '!=', 'ready')
          .orderBy('type')
          .orderBy('field')
          .limit(1)
          .executeTakeFirst(),
      )
      if (!next) {
        this.#isDone = true
        break
      }
      looked += await asProgram(this.#runtime, REASON, (context) => buildBatch(context, next))
    }
    return looked
  }
}

const knownIn = (db: CoreDb) => db.selectFrom('field_index').select(['type', 'field', 'declared', 'state']).execute()

const isSame = (declared: readonly Declared[], known: readonly (Declared & { readonly state: string })[]): boolean => {
  const signatures = new Map(known.filter(({ state }) => state !== 'leaving').map((row) => [keyOf(row), row.declared]))
  // Those that leave are known and wait for `build`.
  return declared.length === signatures.size && declared.every((row) => signatures.get(keyOf(row)) === row.declared)
}

/**
 * The next tickets of a type. The row of the index is held, so that of two processes one does a batch; the tickets are held too, by ascending
 * id like everywhere, so that what a command is changing is read after it.
 */
async function buildBatch({ unit }: CallContext, { type, field }: Declared): Promise<number> {
  const { db } = unit
  const row = await db
    .selectFrom('field_index')
    .selectAll()
    .where('type', '=', type)
    .where('field', '=', field)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.state === 'ready') return 0
  const batch = await db
    .selectFrom('ticket')
    .select(['id', 'number'])
    .where('type', '=', type)
    .where('number', '>', row.done_count)
    .orderBy('number')
    .limit(BATCH)
    .execute()
  const numbers = batch.map(({ number }) => number)
  const machine = unit.runtime.composition.machines.find(type)
  if (row.state === 'leaving' && numbers.length)
    await db.deleteFrom('field_value').where('field', '=', field).where('ticket_number', 'in', numbers).execute()
  if (row.state === 'building' && machine && numbers.length) {
    const ids = batch.map(({ id }) => id)
    await unit.tickets.lock([...ids].sort())
    const tickets = await db
      .selectFrom('ticket')
      .select(['number', 'type', 'team_id', 'is_open', 'fields_json'])
      .where('id', 'in', ids)
      .execute()
    for (const ticket of tickets) if (ticket.type === type) putFieldValues(unit, machine, ticket)
  }
  const isLast = numbers.length < BATCH
  const at = db.updateTable('field_index').where('type', '=', type).where('field', '=', field)
  if (!isLast) await at.set({ done_count: numbers.at(-1) ?? row.done_count }).execute()
  else if (row.state === 'building') await at.set({ state: 'ready', done_count: numbers.at(-1) ?? row.done_count }).execute()
  else await db.deleteFrom('field_index').where('type', '=', type).where('field', '=', field).execute()
  return batch.length
}
