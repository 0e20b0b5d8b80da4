import type { Scene } from './scene.ts'

/** Random numbers from 0 to 1 that come again with the same seed: what was found once is found again. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly const?: unknown
  readonly pattern?: string
  readonly 'x-fault'?: { readonly kind?: string }
  readonly minimum?: number
  readonly maximum?: number
  readonly audience?: string
  readonly additionalProperties?: unknown
}

/** Everything there is to name, by what an input calls it: also what the caller must not see. */
export interface Pools {
  readonly ticket: readonly string[]
  readonly person: readonly string[]
  readonly company: readonly string[]
  readonly team: readonly string[]
  readonly view: readonly string[]
  readonly rule: readonly string[]
  readonly bulk: readonly string[]
  readonly macro: readonly string[]
  readonly catalogue: readonly string[]
  readonly grant: readonly string[]
  readonly message: readonly string[]
  readonly link: readonly string[]
  readonly delivery: readonly string[]
  readonly approval: readonly string[]
  readonly checklist: readonly string[]
  readonly hashes: readonly string[]
  readonly roles: readonly string[]
  readonly types: readonly string[]
  readonly commands: readonly string[]
  readonly permissions: readonly string[]
  readonly fields: readonly string[]
  readonly codes: readonly string[]
}

export async function poolsOf(scene: Scene): Promise<Pools> {
  const rows = (table: string): Promise<Record<string, unknown>[]> =>
    scene.desk['~store'].read(({ db }) => db.selectFrom(table).selectAll().execute())
  const ids = async (table: string): Promise<string[]> => (await rows(table)).map(({ id }) => String(id))
  const { machines, operations } = scene.desk
  const nobody = '01900000-0000-7000-8000-00000000dead'
  return {
    ticket: [...(await ids('ticket')), nobody],
    person: [...(await ids('person')), nobody],
    company: [...(await ids('company')), nobody],
    team: [...(await ids('team')), nobody],
    view: [...(await ids('saved_view')), nobody],
    rule: [...(await ids('provisioning_rule')), nobody],
    bulk: [...(await ids('bulk')), nobody],
    macro: [...(await ids('macro')), nobody],
    catalogue: [...(await ids('catalogue_entry')), nobody],
    grant: [...(await ids('access_grant')), nobody],
    message: [...(await ids('message')), nobody],
    link: [...(await ids('ticket_link')), nobody],
    delivery: [nobody],
    approval: [...(await ids('approval')), nobody],
    checklist: [...(await ids('checklist')), nobody],
    hashes: [...(await rows('approval')).map((row) => String(row['content_hash'])), 'x'],
    roles: [...(await ids('role')), 'no_such_role'],
    types: [...machines.map(({ typeId }) => typeId), 'no_such_type'],
    commands: [...new Set(machines.flatMap(({ commands }) => commands.map(({ name }) => name))), 'no_such_command'],
    permissions: [...new Set(operations.map(({ spec }) => spec.permission))],
    fields: [...new Set(machines.flatMap(({ fields }) => fields.map(({ name }) => name)))],
    codes: [
      ...new Set(
        machines.flatMap(({ statuses, resolutions, waitingFor }) => [
          ...statuses.map(({ name }) => name),
          ...Object.keys(resolutions),
          ...Object.keys(waitingFor),
        ]),
      ),
    ],
  }
}

const poolNames: readonly (readonly [RegExp, keyof Pools])[] = [
  [/^(ticket|into|other)Ids?$/, 'ticket'],
  [/^(from)?[mM]essageIds?$/, 'message'],
  [/^linkId$/, 'link'],
  [/^(person|requester|assignee|cc|follower)Ids?$/, 'person'],
  [/^companyIds?$/, 'company'],
  [/^viewIds?$/, 'view'],
  [/^ruleId$/, 'rule'],
  [/^bulkId$/, 'bulk'],
  [/^macroId$/, 'macro'],
  [/^catalogueEntryId$/, 'catalogue'],
  [/^teamIds?$/, 'team'],
  [/^grantId$/, 'grant'],
  [/^eventId|deliveryId$/, 'delivery'],
  [/^approvalId$/, 'approval'],
  [/^checklistId$/, 'checklist'],
  [/^contentHash$/, 'hashes'],
  [/^roleId$/, 'roles'],
  [/^type(Id)?$/, 'types'],
  [/^command$/, 'commands'],
  [/^permissions?$/, 'permissions'],
  [/^(status|resolution|on|impact|urgency|channel|source|handler)$/, 'codes'],
]

/** Inputs of an operation, mostly as its schema wants them. */
export class InputGenerator {
  readonly #random: () => number
  readonly #pools: Pools

  constructor(random: () => number, pools: Pools) {
    this.#random = random
    this.#pools = pools
  }

  input(schema: object): Record<string, unknown> {
    return this.#object(schema as Schema)
  }

  chance(probability: number): boolean {
    return this.#random() < probability
  }

  oneOf<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#random() * items.length)]
    if (item === undefined) throw new TypeError('nothing to choose from')
    return item
  }

  #object({ properties = {}, required = [] }: Schema): Record<string, unknown> {
    const input: Record<string, unknown> = {}
    for (const [name, property] of Object.entries(properties)) {
      if (name === 'cursor' && !this.chance(0.05)) continue
      const probability = required.includes(name) ? 1 : property.audience === 'staff' ? 0.06 : 0.35
      if (this.chance(probability)) input[name] = this.#value(name, property)
    }
    return input
  }

  #value(name: string, schema: Schema): unknown {
    if (name === 'titles') return { en: 'A title' }
    if ('const' in schema) return schema.const
    if (schema.anyOf) return this.#value(name, this.oneOf(schema.anyOf))
    if (name === 'scopeId') return this.oneOf([...this.#pools.company, ...this.#pools.team])
    const pool = poolNames.find(([pattern]) => pattern.test(name))?.[1]
    if (schema.type === 'array')
      return [this.#value(name, schema.items ?? {}), ...(this.chance(0.3) ? [this.#value(name, schema.items ?? {})] : [])]
    if (schema.type === 'string' && pool) return this.oneOf(this.#pools[pool])
    if (schema.type === 'object') return schema.additionalProperties === true ? this.#open(name) : this.#object(schema)
    if (schema.type === 'integer' || schema.type === 'number') return this.oneOf([schema.minimum ?? 0, (schema.minimum ?? 0) + 1, 3, 50])
    if (schema.type === 'boolean') return this.chance(0.5)
    if (schema.type === 'null') return null
    if (['instant', 'moment'].includes(schema['x-fault']?.kind ?? ''))
      return this.oneOf(['2020-01-01T00:00:00.000Z', '2090-01-01T00:00:00.000Z'])
    if (schema.pattern?.includes('@')) return 'somebody@example.com'
    if (schema.pattern?.startsWith('^[a-zA-Z]{2,3}')) return 'en'
    if (schema.pattern?.startsWith('^[A-Z]{3}')) return 'EUR'
    if (schema.pattern?.startsWith('^[0-9a-f]{8}'))
      return this.oneOf([...this.#pools.ticket, ...this.#pools.person, ...this.#pools.company])
    if (schema.pattern?.startsWith('^[a-z]')) return this.oneOf([...this.#pools.codes, 'x'])
    return this.oneOf(['a', 'A word', 'C++ 50% "quoted" ticket #42', 'n'])
  }

  /** What is checked later: the fields of a type, the input of a command. */
  #open(name: string): Record<string, unknown> {
    if (name !== 'fields') return this.chance(0.5) ? {} : { reason: 'Because.', ...(this.chance(0.3) ? { on: 'supplier' } : {}) }
    const field = this.oneOf(this.#pools.fields)
    const id = this.oneOf([...this.#pools.ticket, ...this.#pools.team, ...this.#pools.person, ...this.#pools.company])
    return { [field]: this.oneOf<unknown>([id, 'text', null, 7]) }
  }
}
