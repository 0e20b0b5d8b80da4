import { forContract, type Reader, type Reading, type Work, type Writer } from '@deskwright/core'
import type { WebhooksContract } from './contract.ts'
import { webhookError } from './errors.ts'
import type { WebhookTables } from './tables.ts'

/** What every operation of webhooks is declared with. */
export const kit = forContract<WebhooksContract>()

export type WebhookReader = Reader<WebhookTables>
export type WebhookWriter = Writer<WebhookTables>
// biome-ignore lint/suspicious/noExplicitAny: whatever permission the operation declares
export type AnyReading = Reading<WebhooksContract, any>
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyWork = Work<WebhooksContract, any>

/**
 * What a subscription is told goes beyond any team, so nobody looks after webhooks in a part of the desk only. Throws `webhooks.not_everywhere`.
 */
export function expectEverywhere(work: Pick<AnyReading, 'holds'>, permission: 'webhooks.read' | 'webhooks.manage'): void {
  if (!work.holds(permission, 'everywhere')) throw webhookError('webhooks.not_everywhere', { permission })
}
