import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { NIL_ID } from '../tables.ts'
import { channelsOf, INBOX, isOnByDefault } from './channels.ts'
import type { NotificationsContract } from './contract.ts'
import { expectSomebody } from './inbox.ts'
import { type Reason, reasons } from './reason.ts'
import { Preferences, SavePreference } from './schemas.ts'

const { command, query } = forContract<NotificationsContract>()
const forCustomers: readonly Reason[] = ['requester', 'cc']

export const preferences = query({
  route: 'GET /notifications/preferences',
  summary: 'For which reasons the caller is told by which channels.',
  permission: 'ticket.read',
  audience: 'both',
  output: Preferences,
  run: (work) => preferencesOf(contextOf(work)),
})

export const savePreference = command({
  route: 'PUT /notifications/preferences',
  summary: 'Whether the caller is told for a reason by a channel.',
  permission: 'ticket.read',
  audience: 'both',
  input: SavePreference,
  output: Preferences,
  async run(work, { reason, channel, isOn }) {
    const context = contextOf(work)
    const { unit } = context
    const known = [INBOX, ...channelsOf(unit.runtime).keys()]
    if (!known.includes(channel)) throw coreError('notification.unknown_channel', { channel, known: known.join(', ') })
    await unit.db
      .insertInto('notification_preference')
      .values({ person_id: expectSomebody(context), reason, channel, is_on: isOn })
      .onConflict((conflict) => conflict.columns(['person_id', 'reason', 'channel']).doUpdateSet({ is_on: isOn }))
      .execute()
    return preferencesOf(context)
  },
})

async function preferencesOf({ unit, actor }: CallContext) {
  const channels = channelsOf(unit.runtime)
  const changed = await unit.db
    .selectFrom('notification_preference')
    .select(['reason', 'channel', 'is_on'])
    .where('person_id', '=', actor.personId ?? NIL_ID)
    .execute()
  const own = reasons.filter((reason) => forCustomers.includes(reason) === (actor.capacity.acting === 'customer'))
  return {
    items: own.flatMap((reason) =>
      [INBOX, ...channels.keys()].map((channel) => ({
        reason,
        channel,
        isOn: changed.find((row) => row.reason === reason && row.channel === channel)?.is_on ?? isOnByDefault(channels, channel, reason),
      })),
    ),
  }
}
