import { coreError } from '../error/core-errors.ts'
import { type DeskError, isDeskError } from '../error/desk-error.ts'
import type { Caller } from '../operation/caller.ts'
import type { Runtime } from '../operation/runtime.ts'
import { forEachKind, prepared } from '../store/prepared.ts'
import type { Tx } from '../store/store.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import type { CoreTables } from '../tables.ts'
import type { LoadedActor } from './actor-access.ts'
import type { HostGrant } from './host-access.ts'
import { loadActor, PERSON_STALE } from './load-actor.ts'
import { type ActorMembership, actorWith, type GrantRow, hostGrantRows, storedGrants } from './person-actor.ts'

interface PersonRow extends GrantRow {
  id: string
  external_id: string
  name: string
  language: string | null
  is_active: boolean
}

const peopleWithGrants = forEachKind((kind) =>
  prepared<{ list: unknown }, PersonRow, CoreTables>((db, param) =>
    db
      .selectFrom('person')
      .leftJoin('access_grant', 'access_grant.person_id', 'person.id')
      .leftJoin('role', 'role.id', 'access_grant.role_id')
      .select([
        'person.id',
        'person.name',
        'person.language',
        'person.is_active',
        'access_grant.role_id',
        'access_grant.scope',
        'access_grant.scope_id',
        'access_grant.source',
        'role.acting',
        'role.version as role_version',
      ])
      .select((eb) => eb.ref('person.external_id').$notNull().as('external_id'))
      .where(anyOf(kind, 'person.external_id', 'text', param('list'))),
  ),
)
/** Of people by their ids, in the order of the companies'. */
export const membershipsOfAll = forEachKind((kind) =>
  prepared<{ list: unknown }, ActorMembership & { person_id: string }, CoreTables>((db, param) =>
    db
      .selectFrom('membership')
      .innerJoin('company', 'company.id', 'membership.company_id')
      .select(['membership.person_id', 'membership.company_id', 'company.is_active'])
      .where(anyOf(kind, 'membership.person_id', 'uuid', param('list')))
      .orderBy('membership.company_id'),
  ),
)

export interface AskedActor {
  readonly caller: Caller
  readonly hostGrants: readonly HostGrant[]
}

/** Many callers as they are now, in two statements; for each the actor, or why they may not act any more. A newer name from the host waits for their next call. */
export async function loadActors(runtime: Runtime, tx: Tx, asked: readonly AskedActor[]): Promise<(LoadedActor | DeskError)[]> {
  const externalIds = [...new Set(asked.flatMap(({ caller }) => (caller.kind === 'person' ? [caller.person.externalId] : [])))]
  const people = new Map<string, PersonRow[]>()
  const memberships = new Map<string, ActorMembership[]>()
  if (externalIds.length) {
    const { rows } = await tx.run(peopleWithGrants[tx.kind], { list: listParam(tx.kind, externalIds) })
    for (const row of rows) put(people, row.external_id, row)
    const ids = [...people.values()].flatMap(([row]) => (row ? [row.id] : []))
    const found = await tx.run(membershipsOfAll[tx.kind], { list: listParam(tx.kind, ids) })
    for (const row of found.rows) put(memberships, row.person_id, row)
  }
  const actors: (LoadedActor | DeskError)[] = []
  for (const { caller, hostGrants } of asked)
    try {
      if (caller.kind !== 'person') {
        const actor = await loadActor(runtime, tx, caller, [])
        actors.push(actor === PERSON_STALE ? coreError('access.unauthenticated') : actor)
        continue
      }
      const rows = people.get(caller.person.externalId) ?? []
      const [person] = rows
      if (!person?.is_active) throw coreError('access.deactivated')
      const stored = storedGrants(rows)
      const grants = hostGrants.length ? [...stored, ...(await hostGrantRows(tx.db, hostGrants))] : stored
      actors.push(await actorWith(runtime, tx, person, { grants, memberships: memberships.get(person.id) ?? [] }, caller.options))
    } catch (error) {
      if (!isDeskError(error)) throw error
      actors.push(error)
    }
  return actors
}

const put = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
