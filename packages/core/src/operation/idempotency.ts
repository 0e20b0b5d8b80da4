import { createHash } from 'node:crypto'
import type { LoadedActor } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import { prepared } from '../store/prepared.ts'
import type { CoreTables } from '../tables.ts'
import type { RegisteredOperation } from './composition.ts'
import type { UnitOfWork } from './unit-of-work.ts'

const MAX_KEY_LENGTH = 255

const claimKey = prepared<{ actor: string; key: string; operation: string; hash: string; at: string }, { key: string }, CoreTables>(
  (db, param) =>
    db
      .insertInto('idempotency')
      .values({
        actor: param('actor'),
        key: param('key'),
        operation: param('operation'),
        request_hash: param('hash'),
        response_json: null,
        created_at: param('at'),
      })
      .onConflict((conflict) => conflict.columns(['actor', 'key']).doNothing())
      .returning('key'),
)

/** The answer that an earlier call under the same key got. */
export interface StoredAnswer {
  readonly output: unknown
}

/** As it stands in the database: the answer as text, as `jsonb` would give its keys back in an order of its own. */
interface KeptAnswer {
  readonly text: string
  /** Tickets of the command that its caller could see after it. */
  readonly ticketIds: readonly string[]
}

/**
 * Claims the key in the transaction. Of many at once one goes on; on PostgreSQL the others wait here until it has committed.
 * Another operation, input or capacity under the same key is an error: nobody means that. Throws `ticket.not_found` where the answer tells
 * of a ticket that the caller may no longer see; what the command itself took out of sight is theirs to hear once more.
 */
export async function claim(
  unit: UnitOfWork,
  actor: LoadedActor,
  operation: RegisteredOperation,
  input: unknown,
  key: string,
): Promise<StoredAnswer | undefined> {
  const who = `${actor.kind}:${actor.id}`
  const hash = createHash('sha256')
    .update(canonical([operation.id, actor.capacity, input]))
    .digest('base64url')
  const { rows } = await unit.tx.run(claimKey, { actor: who, key, operation: operation.id, hash, at: unit.now })
  if (rows.length) return undefined
  const stored = await unit.db
    .selectFrom('idempotency')
    .select(['request_hash', 'response_json'])
    .where('actor', '=', who)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!stored || stored.request_hash !== hash) throw coreError('idempotency.key_reused')
  const { text, ticketIds } = { text: '{}', ticketIds: [], ...(stored.response_json as Partial<KeptAnswer> | null) }
  for (const ticketId of ticketIds) await unit.tickets.see(actor, ticketId)
  return { output: JSON.parse(text) as unknown }
}

export async function keepAnswer(unit: UnitOfWork, actor: LoadedActor, key: string, output: unknown): Promise<void> {
  const answer: KeptAnswer = { text: JSON.stringify(output), ticketIds: unit.tickets.seenBy(actor) }
  await unit.db
    .updateTable('idempotency')
    .set({ response_json: answer })
    .where('actor', '=', `${actor.kind}:${actor.id}`)
    .where('key', '=', key)
    .execute()
}

export function expectUsableKey(key: unknown): void {
  if (typeof key !== 'string' || key.length === 0 || key.length > MAX_KEY_LENGTH || /[^\x21-\x7e]/.test(key))
    throw coreError('idempotency.key_invalid', { max: MAX_KEY_LENGTH })
}

/** JSON with sorted keys, so that the order in which a client writes them does not matter. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
