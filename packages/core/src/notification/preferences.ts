import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { NIL_ID } from '../tables.ts'
import { ANY_EVENT, channelsOf, INBOX, isOnByDefault } from './channels.ts'
import type { NotificationsContract } from './contract.ts'
import { expectSomebody } from './inbox.ts'
import { customerReasons, staffReasons } from './reason.ts'
import { eventsToldFor } from './recipients.ts'
import { Preferences, SavePreference } from './schemas.ts'

const { command, query } = forContract<NotificationsContract>()

export const preferences = query({
  route: 'GET /notifications/preferences',
  summary: 'For which reasons, and of which events, the caller is told by which channels.',
  permission: 'ticket.read',
  audience: 'both',
  output: Preferences,
  run: (work) => preferencesOf(contextOf(work)),
})

export const savePreference = command({
  route: 'PUT /notifications/preferences',
  summary: 'Whether the caller is told for a reason by a channel; of all events, or of one.',
  permission: 'ticket.read',
  audience: 'both',
  input: SavePreference,
  output: Preferences,
  async run(work, { reason, event, channel, isOn }) {
    const context = contextOf(work)
    const { unit } = context
    const known = [INBOX, ...channelsOf(unit.runtime).keys()]
    if (!known.includes(channel)) throw coreError('notification.unknown_channel', { channel, known: known.join(', ') })
    const events = eventsToldFor(reason)
    if (event !== undefined && !events.includes(event))
      throw coreError('notification.unknown_event', { event, reason, known: events.join(', ') })
    const key = { person_id: expectSomebody(context), reason, event: event ?? ANY_EVENT, channel }
    if (isOn === null)
      await unit.db
        .deleteFrom('notification_preference')
        .where('person_id', '=', key.person_id)
        .where('reason', '=', key.reason)
        .where('event', '=', key.event)
        .where('channel', '=', key.channel)
        .execute()
    else
      await unit.db
        .insertInto('notification_preference')
        .values({ ...key, is_on: isOn })
        .onConflict((conflict) => conflict.columns(['person_id', 'reason', 'event', 'channel']).doUpdateSet({ is_on: isOn }))
        .execute()
    return preferencesOf(context)
  },
})

async function preferencesOf({ unit, actor }: CallContext) {
  const channels = channelsOf(unit.runtime)
  const changed = await unit.db
    .selectFrom('notification_preference')
    .select(['reason', 'event', 'channel', 'is_on'])
    .where('person_id', '=', actor.personId ?? NIL_ID)
    .execute()
  const own = actor.capacity.acting === 'customer' ? customerReasons : staffReasons
  return {
    items: own.flatMap((reason) =>
      [INBOX, ...channels.keys()].map((channel) => {
        const said = changed.filter((row) => row.reason === reason && row.channel === channel)
        const general = said.find(({ event }) => event === ANY_EVENT)?.is_on ?? isOnByDefault(channels, channel, reason)
        return {
          reason,
          channel,
          isOn: general,
          events: eventsToldFor(reason).map((event) => ({ event, isOn: said.find((row) => row.event === event)?.is_on ?? general })),
        }
      }),
    ),
  }
}
