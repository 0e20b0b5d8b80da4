import { webhookError } from '../errors.ts'
import type { AnyReading } from '../kit.ts'
import type { SubscriptionTable } from '../tables.ts'
import type { SubscriptionView } from './schemas.ts'

export const eventsOf = (row: Pick<SubscriptionTable, 'events_json'>): string[] => (row.events_json as readonly string[]).map(String)

/** Whether a subscription wants an event. */
export const wants = (patterns: readonly string[], event: string): boolean =>
  patterns.some((pattern) => pattern === '*' || pattern === event || (pattern.endsWith('.*') && event.startsWith(pattern.slice(0, -1))))

/** Throws `webhooks.not_found`. */
export async function subscriptionRow(work: AnyReading, subscriptionId: string): Promise<SubscriptionTable> {
  const row = await work.db.selectFrom('webhooks_subscription').selectAll().where('id', '=', subscriptionId).executeTakeFirst()
  if (!row) throw webhookError('webhooks.not_found', { subscriptionId })
  return row
}

export async function viewSubscription(work: AnyReading, row: SubscriptionTable): Promise<SubscriptionView> {
  const { service_id: serviceId } = row
  return {
    id: row.id,
    name: row.name,
    service: serviceId === null ? null : { id: serviceId, name: (await work.asPlugin.people.get({ personId: serviceId })).name },
    url: row.url,
    events: eventsOf(row),
    state: row.state,
    overlapEndsAt: row.overlap_ends_at !== null && row.overlap_ends_at > work.now ? row.overlap_ends_at : null,
    failures: row.failure_count,
    failingSince: row.failing_since_at,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Generations of the secrets that count at a moment, the newest first. */
export const generationsOf = (row: Pick<SubscriptionTable, 'generation' | 'overlap_ends_at'>, now: string): number[] =>
  row.generation > 1 && row.overlap_ends_at !== null && row.overlap_ends_at > now ? [row.generation, row.generation - 1] : [row.generation]
