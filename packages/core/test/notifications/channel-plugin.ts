import type { ChannelDelivery } from '../../src/plugin/channel.ts'
import { forContract } from '../../src/plugin/kit.ts'

export interface PostContract {
  id: 'post'
  options: PostOptions
}
export interface PostOptions {
  readonly gatherMs?: number
  send(delivery: ChannelDelivery): void | Promise<void>
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
        reasons: ['requester', 'cc', 'assigned', 'assignee', 'mentioned'],
        gatherMs: options.gatherMs ?? 0,
        timeout: 500,
        send: (delivery) => options.send(delivery),
      },
    },
  })(options)
