import type { Runtime } from '../operation/runtime.ts'
import type { ChannelSpec } from '../plugin/channel.ts'
import type { Reason } from './reason.ts'

export const INBOX = 'inbox'
/** What a preference is about that names no event. */
export const ANY_EVENT = '*'

export interface InstalledChannel {
  /** Id of the plugin. */
  readonly owner: string
  readonly spec: ChannelSpec
}

/** Channels of the installed plugins, by `plugin.name`. */
export const channelsOf = ({ composition }: Pick<Runtime, 'composition'>): ReadonlyMap<string, InstalledChannel> =>
  new Map(
    composition.plugins.flatMap(({ id, channels = {} }) =>
      Object.entries(channels).map(([name, spec]) => [`${id}.${name}`, { owner: id, spec }] as const),
    ),
  )

/** The inbox shows everything unless somebody says otherwise. */
export const isOnByDefault = (channels: ReadonlyMap<string, InstalledChannel>, channel: string, reason: Reason): boolean =>
  channel === INBOX || (channels.get(channel)?.spec.reasons.includes(reason) ?? false)
