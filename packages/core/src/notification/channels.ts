import type { Runtime } from '../operation/runtime.ts'
import type { ChannelSpec } from '../plugin/channel.ts'
import type { Reason } from './reason.ts'

export const INBOX = 'inbox'

/** Channels of the installed plugins, `plugin.name` → spec. */
export const channelsOf = ({ composition }: Pick<Runtime, 'composition'>): ReadonlyMap<string, ChannelSpec> =>
  new Map(
    composition.plugins.flatMap(({ id, channels = {} }) =>
      Object.entries(channels).map(([name, spec]) => [`${id}.${name}`, spec] as const),
    ),
  )

/** The inbox shows everything unless somebody says otherwise. */
export const isOnByDefault = (channels: ReadonlyMap<string, ChannelSpec>, channel: string, reason: Reason): boolean =>
  channel === INBOX || (channels.get(channel)?.reasons.includes(reason) ?? false)
