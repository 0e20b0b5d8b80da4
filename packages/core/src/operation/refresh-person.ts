import { giveAdministrator, giveDefaultGrants, owesAdministrator } from '../access/default-grants.ts'
import { emailColumns, type HostIdentity, hostIdentity, nameColumns } from '../access/host-identity.ts'
import { systemActor } from '../access/load-actor.ts'
import { coreError } from '../error/core-errors.ts'
import type { TransactionSource } from '../store/store.ts'
import type { Person } from './actor.ts'
import type { Runtime } from './runtime.ts'
import { type CallContext, UnitOfWork } from './unit-of-work.ts'

/** Two processes may see the same person first: the unique key lets one write, the other finds the row on its next try. */
const MAX_TRIES = 5

/**
 * Writes down what the host says of somebody: the person row is a cache keyed by the host's id.
 * First seen: a customer of their own tickets, and administrator if `createDesk({ admins })` names them.
 */
export async function refreshPerson(runtime: Runtime, source: TransactionSource, person: Person): Promise<void> {
  const isHosts = source !== runtime.store
  for (let tries = 1; ; tries += 1)
    try {
      return await source.write((tx) => refresh(new UnitOfWork(runtime, tx, true), hostIdentity(person)))
    } catch (error) {
      const wasFirst = isUniqueViolation(error)
      if (!wasFirst && (isHosts || !source.isRetryable(error))) throw error
      if (tries < MAX_TRIES) continue
      // The host's transaction looks at the database as it was before somebody else wrote them down.
      throw isHosts ? coreError('desk.retry_transaction', {}, { cause: error }) : error
    }
}

const isUniqueViolation = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'store.unique'

async function refresh(unit: UnitOfWork, identity: HostIdentity): Promise<void> {
  const context = { unit, actor: systemActor(unit.runtime, 'identify'), owner: 'core', permission: 'anyone' }
  const known = await unit.db.selectFrom('person').selectAll().where('external_id', '=', identity.externalId).forUpdate().executeTakeFirst()
  if (!known) await addPerson(context, identity)
  else if (known.is_active) {
    await updatePerson(context, known, identity)
    const grants = await unit.db
      .selectFrom('access_grant')
      .innerJoin('role', 'role.id', 'access_grant.role_id')
      .select(['role_id', 'scope', 'scope_id', 'source', 'acting', 'role.version as role_version'])
      .where('person_id', '=', known.id)
      .execute()
    if (await owesAdministrator(unit.runtime, unit.db, known, grants)) await giveAdministrator(context, known.id)
  }
  await unit.flush()
}

interface KnownPerson {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly language: string | null
  readonly host_facts: string | null
  readonly version: number
}

async function updatePerson(context: CallContext, known: KnownPerson, identity: HostIdentity): Promise<void> {
  const { unit } = context
  const seen = { name: identity.name ?? known.name, email: identity.email ?? known.email, language: identity.language ?? known.language }
  const texts = (['name', 'email', 'language'] as const).filter((field) => seen[field] !== known[field])
  const facts = identity.facts ?? known.host_facts
  const isNews = facts !== known.host_facts
  const fields = isNews ? [...texts, 'hostFacts'] : texts
  if (!fields.length) return
  await unit.change(
    context,
    'person.updated',
    { personId: known.id, fields },
    () =>
      unit.db
        .updateTable('person')
        .set({
          ...nameColumns(seen.name),
          ...emailColumns(seen.email),
          language: seen.language,
          host_facts: facts,
          version: known.version + 1,
          updated_at: unit.now,
        })
        .where('id', '=', known.id)
        .execute(),
    // What the host vouches for is not copied into the history: what came of it is told by the grants.
    { changes: texts.map((field) => ({ field, from: known[field], to: seen[field], isPublic: false })) },
  )
  if (isNews) await unit.runtime.provision({ ...context, actor: systemActor(unit.runtime, 'provisioning') }, known.id)
}

async function addPerson(context: CallContext, { externalId, name, email, language, facts }: HostIdentity): Promise<void> {
  const { unit } = context
  const id = unit.runtime.newId()
  await unit.change(context, 'person.created', { personId: id }, () =>
    unit.db
      .insertInto('person')
      .values({
        id,
        external_id: externalId,
        kind: 'person',
        ...nameColumns(name ?? email ?? externalId),
        ...emailColumns(email ?? null),
        language: language ?? null,
        host_facts: facts ?? null,
        is_active: true,
        version: 1,
        created_at: unit.now,
        updated_at: unit.now,
      })
      .execute(),
  )
  await giveDefaultGrants(context, { id, externalId, kind: 'person' })
  if (facts !== undefined) await unit.runtime.provision({ ...context, actor: systemActor(unit.runtime, 'provisioning') }, id)
}
