import type { Person } from '../operation/actor.ts'
import type { Runtime } from '../operation/runtime.ts'
import { UnitOfWork } from '../operation/unit-of-work.ts'
import type { TransactionSource } from '../store/store.ts'
import { NIL_ID } from '../tables.ts'
import type { LoadedActor } from './actor-access.ts'
import { loadActor, PERSON_STALE } from './load-actor.ts'

/**
 * Writes down what the host says of somebody: the person row is a cache keyed by the host's id.
 * First seen: a customer of their own tickets, and administrator if `createDesk({ admins })` names them.
 */
export async function refreshPerson(runtime: Runtime, source: TransactionSource, person: Person): Promise<void> {
  for (let tries = 1; ; tries += 1)
    try {
      return await source.write((tx) => refresh(new UnitOfWork(runtime, tx, true), runtime, person))
    } catch (error) {
      // Two processes may see the same person first: the unique key lets one write, the other finds the row on its next try.
      if (tries >= 5 || source !== runtime.store) throw error
      if (!source.isRetryable(error) && !isUniqueViolation(error)) throw error
    }
}

const isUniqueViolation = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'store.unique'

async function refresh(unit: UnitOfWork, runtime: Runtime, person: Person): Promise<void> {
  const system = await loadActor(runtime, unit.tx, { kind: 'system', reason: 'identify' }, [])
  if (system === PERSON_STALE) return
  const { db, now } = unit
  const known = await db.selectFrom('person').selectAll().where('external_id', '=', person.externalId).executeTakeFirst()
  const context = { unit, actor: system, owner: 'core', permission: 'anyone' }
  if (known) {
    const seen = { name: person.name ?? known.name, email: person.email ?? known.email, language: person.language ?? known.language }
    const fields = (['name', 'email', 'language'] as const).filter((field) => seen[field] !== known[field])
    if (fields.length)
      await unit.change(
        context,
        'person.updated',
        { personId: known.id, fields },
        () =>
          db
            .updateTable('person')
            .set({ ...seen, version: known.version + 1, updated_at: now })
            .where('id', '=', known.id)
            .execute(),
        { changes: fields.map((field) => ({ field, from: known[field], to: seen[field], isPublic: false })) },
      )
  } else await addPerson(unit, context.actor, person)
  await unit.flush()
}

async function addPerson(unit: UnitOfWork, actor: LoadedActor, person: Person): Promise<void> {
  const { db, now, runtime } = unit
  const context = { unit, actor, owner: 'core', permission: 'anyone' }
  const id = runtime.newId()
  await unit.change(context, 'person.created', { personId: id }, () =>
    db
      .insertInto('person')
      .values({
        id,
        external_id: person.externalId,
        kind: 'person',
        name: person.name ?? person.email ?? person.externalId,
        email: person.email ?? null,
        language: person.language ?? null,
        is_active: true,
        version: 1,
        created_at: now,
        updated_at: now,
      })
      .execute(),
  )
  const grants = [
    { roleId: 'customer', scope: 'own', grantSource: 'default' } as const,
    ...(runtime.admins.includes(person.externalId) ? [{ roleId: 'admin', scope: 'all', grantSource: 'admins' } as const] : []),
  ]
  for (const grant of grants) {
    const grantId = runtime.newId()
    await unit.change(context, 'access.granted', { grantId, personId: id, scopeId: null, ...grant }, () =>
      db
        .insertInto('access_grant')
        .values({
          id: grantId,
          person_id: id,
          role_id: grant.roleId,
          scope: grant.scope,
          scope_id: NIL_ID,
          source: grant.grantSource,
          granted_by: null,
          created_at: now,
        })
        .execute(),
    )
  }
}
