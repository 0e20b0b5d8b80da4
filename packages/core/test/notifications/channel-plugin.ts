import type { ChannelContext, ChannelDelivery, ChannelSpec } from '../../src/plugin/channel.ts'
import { forContract } from '../../src/plugin/kit.ts'

export interface PostContract {
  id: 'post'
  options: PostOptions
}
export interface PostOptions {
  readonly gatherMs?: number
  readonly timeout?: number
  readonly history?: number
  readonly whenUnsure?: ChannelSpec['whenUnsure']
  send(delivery: ChannelDelivery, context: ChannelContext): void | Promise<void>
  close?(): void
}

const { definePlugin } = forContract<PostContract>()

/** A channel that does what the test says. */
export const post = (options: PostOptions) =>
  definePlugin({
    id: 'post',
    version: '1.0.0',
    contract: 1,
    channels: {
      letter: {
        title: 'Letter',
        reasons: ['requester', 'cc', 'assigned', 'assignee', 'mentioned', 'approver', 'asker'],
        gatherMs: options.gatherMs ?? 0,
        timeout: options.timeout ?? 500,
        history: options.history ?? 0,
        whenUnsure: options.whenUnsure ?? 'once_more',
        send: (delivery, context) => options.send(delivery, context),
        close: () => options.close?.(),
      },
    },
  })(options)
