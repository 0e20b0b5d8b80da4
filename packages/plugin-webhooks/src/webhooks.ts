import type { DeskPlugin } from '@deskwright/core'
import type { WebhooksContract } from './contract.ts'
import { bodyOf, idsIn } from './delivery/body.ts'
import { note, wanted } from './delivery/note.ts'
import { deliveries, forget, replay, replayPeriod, test } from './delivery/operations.ts'
import { Sender } from './delivery/sender.ts'
import { due, turn } from './delivery/turn.ts'
import { kit } from './kit.ts'
import { webhookTables } from './migrations/0001-webhooks.ts'
import { settingsOf, type WebhookOptions } from './options.ts'
import { personalData } from './personal-data.ts'
import { create, get, list, remove, rotateSecret, update } from './subscription/operations.ts'
import { catalogues } from './texts/catalogues.ts'
import { events, permissions, roles } from './titles.ts'

/** Tells other programs what happens. Throws `webhooks.bad_options`, `outgoing.bad_option`. */
export const webhooks = (options: WebhookOptions): DeskPlugin<WebhooksContract> => {
  const sender = new Sender(settingsOf(options))
  return kit.definePlugin({
    id: 'webhooks',
    version: '0.0.0',
    contract: 1,
    operations: {
      list,
      get,
      create,
      update,
      rotateSecret,
      remove,
      deliveries,
      replay,
      replayPeriod,
      test,
      wanted,
      note,
      due,
      turn,
      forget,
    },
    permissions,
    roles,
    events,
    migrations: { '0001_webhooks': webhookTables },
    texts: catalogues,
    personalData,
    // Where messages go belongs to this desk: a copy of it that posted to the same receivers would tell them everything twice.
    transfer: { webhooks_subscription: 'secret', webhooks_delivery: 'passing' },
    // The safety net under the jobs that deliveries bring along: a process that was killed leaves leases behind.
    jobs: {
      send: { every: '1m', timeout: 120_000, run: (desk) => sender.run(desk) },
      forget: { every: '1h', run: async (desk) => void (await desk.webhooks.forget()) },
    },
    acts: ['webhooks.read', 'webhooks.manage', 'ticket.read', 'person.read', 'access.read', 'audit.read'],
    upkeep: {
      async check(desk) {
        const { items } = await desk.webhooks.list()
        return items
          .filter(({ state }) => state === 'disabled')
          .map(({ id, name }) => ({
            severity: 'warning',
            code: 'webhooks.disabled',
            message: `The webhook '${name}' (${id}) was switched off, as nothing that was sent to it was taken. Look after its receiver, test it, switch it on, and repeat what was held.`,
          }))
      },
      renew: () => 0,
    },
    setup(ctx) {
      ctx.afterEvery('queue', async (event, desk) => {
        if (!(await desk.webhooks.wanted({ event: event.event })).isWanted) return
        await desk.webhooks.note({
          eventId: event.id,
          event: event.event,
          ticketId: event.subject.kind === 'ticket' ? event.subject.id : null,
          isPublic: event.isPublic,
          namedIds: idsIn(event),
          staffBody: bodyOf(event, 'staff'),
          customerBody: bodyOf(event, 'customer'),
        })
      })
    },
  })(options)
}
