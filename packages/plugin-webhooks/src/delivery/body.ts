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

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Ids in a payload besides that of what it is about. */
export const idsIn = ({ payload, subject }: Pick<Delivered<string, object>, 'payload' | 'subject'>): string[] => [
  ...new Set(
    Object.values(payload)
      .flat()
      .filter((value): value is string => typeof value === 'string' && uuid.test(value) && value !== subject.id),
  ),
]

/** The same message without certain ids in its payload, whatever their keys are called. */
export function withoutIds(body: string, ids: ReadonlySet<string>): string {
  if (!ids.size) return body
  const message = JSON.parse(body) as { readonly data?: { readonly payload?: Readonly<Record<string, unknown>> } }
  const payload = Object.entries(message.data?.payload ?? {}).flatMap(([key, value]): [string, unknown][] => {
    if (Array.isArray(value)) return [[key, value.filter((item) => !ids.has(String(item)))]]
    return typeof value === 'string' && ids.has(value) ? [] : [[key, value]]
  })
  return JSON.stringify({ ...message, data: { ...message.data, payload: Object.fromEntries(payload) } })
}

export const testBody = (subscriptionId: string, at: string): string =>
  JSON.stringify({ type: 'webhooks.test', timestamp: at, data: { subscriptionId } })
