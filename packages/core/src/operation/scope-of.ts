import { type Expression, type SqlBool, sql } from 'kysely'
import type { LoadedActor } from '../access/actor-access.ts'
import type { PermissionIndex } from '../access/permission-set.ts'
import { companyRows, ownRows } from '../access/reach.ts'
import { ticketPredicate } from '../access/ticket-scope.ts'
import { ownedByCore } from '../store/compile/owned-by-core.ts'

/** `Scope` of work.ts at run time. */
export interface BoundScope {
  tickets(column: string): Expression<SqlBool>
  companies(column: string, permission?: string): Expression<SqlBool>
  own(person: string, company: string, permission?: string): Expression<SqlBool>
}

/** What an actor may see, as conditions. They are made of the actor alone: of what `scopeKey` reads, and of nothing else. */
export function scopeOf(actor: LoadedActor, permissions: PermissionIndex, declared: string): BoundScope {
  const bitOf = (permission: string): number => permissions.bit(permission)
  return {
    companies: (column, permission = declared) => companyRows(actor, bitOf(permission), column),
    own: (person, company, permission = declared) => ownRows(actor, bitOf(permission), person, company),
    tickets: (column) => {
      const predicate = ticketPredicate(actor, bitOf('ticket.read'))
      return ownedByCore(
        sql<SqlBool>`exists (select 1 from ${sql.table('ticket')} where ${sql.ref('ticket.id')} = ${sql.ref(column)} and ${predicate})`,
      )
    },
  }
}

/** Two actors of one key have the same conditions, constants included. */
export const scopeKey = (actor: LoadedActor): string =>
  JSON.stringify([
    actor.kind,
    actor.id,
    actor.personId,
    actor.isSystem,
    actor.capacity,
    actor.companyId,
    actor.otherCompanyIds,
    actor.isContact,
    actor.branches.map(({ scope, scopeId, permissions }) => [scope, scopeId, permissions.key]),
  ])
