import type { Delivered } from '@deskwright/core'

/**
 * What is sent: ids and codes, as the event has them, and never a text. Customers' services are not told who of the staff it was, nor what led to it.
 */
export const bodyOf = ({ id, event, at, subject, actor, cause, payload }: Delivered<string, object>, sight: 'staff' | 'customer'): string =>
  JSON.stringify({
    type: event,
    timestamp: at,
    data: {
      eventId: id,
      subject,
      actor:
        sight === 'staff' || actor.capacity.acting === 'customer'
          ? { kind: actor.kind, id: actor.id, acting: actor.capacity.acting }
          : { kind: actor.kind, acting: actor.capacity.acting },
      ...(sight === 'staff' ? { cause } : {}),
      payload,
    },
  })

export const testBody = (subscriptionId: string, at: string): string =>
  JSON.stringify({ type: 'webhooks.test', timestamp: at, data: { subscriptionId } })
