import type { Branch, LoadedActor } from '../access/actor-access.ts'
import type { ScopedTicket } from '../access/ticket-scope.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { WhyView } from './contract.ts'

/** Each allowing grant with a sentence for people: where it was given, and why that covers the ticket. */
export async function grantReasons(
  context: CallContext,
  branches: readonly Branch[],
  ticket: ScopedTicket | undefined,
): Promise<WhyView['grants']> {
  const names = await placeNames(context, branches)
  return branches.map((branch) => ({
    roleId: branch.roleId,
    scope: branch.scope,
    scopeId: branch.scopeId,
    reason: `The role '${branch.roleId}' was given ${whereOf(context.actor, branch, names, ticket)} (${branch.source}).`,
  }))
}

function whereOf(
  actor: LoadedActor,
  { scope, scopeId }: Branch,
  names: ReadonlyMap<string, string>,
  ticket: ScopedTicket | undefined,
): string {
  const name = scopeId === null ? '' : (names.get(scopeId) ?? scopeId)
  switch (scope) {
    case 'all':
      return 'over all'
    case 'team':
      return `in the team ${name}${ticket ? ', which has this ticket' : ''}`
    case 'company':
      return `in the company ${name}${ticket ? ', whose ticket this is' : ''}`
    case 'own':
      return `over own tickets${ticket ? `, and this one is: ${relationTo(actor, ticket)}` : ''}`
  }
}

function relationTo(actor: LoadedActor, ticket: ScopedTicket): string {
  if (actor.capacity.acting === 'customer') return ticket.requesterId === actor.personId ? 'requester' : 'in copy'
  return ticket.assigneeId === actor.personId ? 'assignee' : 'follower'
}

async function placeNames({ unit }: CallContext, branches: readonly Branch[]): Promise<Map<string, string>> {
  const idsOf = (scope: Branch['scope']) =>
    branches.flatMap((branch) => (branch.scope === scope && branch.scopeId !== null ? [branch.scopeId] : []))
  const names = new Map<string, string>()
  const teams = idsOf('team')
  const companies = idsOf('company')
  if (teams.length)
    for (const row of await unit.db.selectFrom('team').select(['id', 'title']).where('id', 'in', teams).execute())
      names.set(row.id, row.title)
  if (companies.length)
    for (const row of await unit.db.selectFrom('company').select(['id', 'name']).where('id', 'in', companies).execute())
      names.set(row.id, row.name)
  return names
}
