import { isDeskError } from '@deskwright/core'
import { webhookError } from '../errors.ts'
import type { AnyReading } from '../kit.ts'

/** As what a service may know of something: everything of it, or what customers may. */
export type Sight = 'staff' | 'customer'

/**
 * Whoever says where a service's messages go gets all that it may know, so they must know as much themselves: tickets of each team and company, and
 * everything else over all. Throws `webhooks.no_service`, `webhooks.beyond_own`.
 */
export async function expectMayHandOn(work: AnyReading, serviceId: string | null): Promise<void> {
  if (serviceId === null) throw webhookError('webhooks.no_service')
  await work.person(serviceId)
  const { kind, isActive } = await work.asPlugin.people.get({ personId: serviceId })
  if (kind !== 'service' || !isActive) throw webhookError('webhooks.no_service')
  const roles = new Map((await work.asPlugin.access.roles()).items.map(({ id, permissions }) => [id, permissions]))
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await work.asPlugin.access.grants({ personId: serviceId, limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    for (const { roleId, scope, scopeId } of page.items) {
      const permissions = roles.get(roleId) ?? []
      // Its own tickets are those that it has asked for itself, or was added to by somebody who could.
      const seesTickets = permissions.includes('ticket.read') && scope !== 'own'
      const place = scope === 'team' && scopeId !== null ? { team: scopeId } : 'everywhere'
      if (seesTickets && !work.holds('ticket.read', place)) throw webhookError('webhooks.beyond_own')
      if (permissions.includes('audit.read') && scope === 'all' && !work.holds('audit.read', 'everywhere'))
        throw webhookError('webhooks.beyond_own')
    }
    cursor = page.nextCursor ?? undefined
  }
}

/** Something that happened, as far as it decides who may know of it. */
export interface Told {
  readonly ticketId: string | null
  readonly isPublic: boolean
}

/**
 * As what a service may know of an event at this moment, by the desk's own answer to who may see the ticket; undefined: not at all. What is
 * about no ticket belongs to the log of the whole desk, which takes `audit.read` over all.
 */
export async function sightOf(work: AnyReading, serviceId: string | null, { ticketId, isPublic }: Told): Promise<Sight | undefined> {
  if (serviceId === null) return undefined
  try {
    return await seen(work, serviceId, { ticketId, isPublic })
  } catch (error) {
    // Ticket or service are gone: there is nobody who might know, or nothing to be known.
    if (isDeskError(error) && error.status === 404) return undefined
    throw error
  }
}

async function seen(work: AnyReading, serviceId: string, { ticketId, isPublic }: Told): Promise<Sight | undefined> {
  const { access } = work.asPlugin
  if (ticketId === null) {
    const { isAllowed, grants } = await access.why({ personId: serviceId, permission: 'audit.read', acting: 'staff' })
    return isAllowed && grants.some(({ scope }) => scope === 'all') ? 'staff' : undefined
  }
  const may = async (acting: Sight): Promise<boolean> =>
    (await access.why({ personId: serviceId, ticketId, permission: 'ticket.read', acting })).isAllowed
  if (await may('staff')) return 'staff'
  return isPublic && (await may('customer')) ? 'customer' : undefined
}
