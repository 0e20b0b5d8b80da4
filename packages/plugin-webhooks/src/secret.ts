import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** What a receiver verifies with; never stored, but made again from the plugin's own whenever something is signed. */
export const secretOf = (master: string, subscriptionId: string, generation: number): string =>
  `whsec_${createHmac('sha256', master).update(`webhook ${subscriptionId} ${generation}`).digest('base64')}`

/** Headers of one attempt, by https://www.standardwebhooks.com: with a signature by each secret that counts at the moment. */
export function signedHeaders(
  secrets: readonly string[],
  { id, at, body }: { readonly id: string; readonly at: string; readonly body: string },
): Record<string, string> {
  const moment = new Date(at)
  return {
    'content-type': 'application/json',
    'user-agent': 'Deskwright-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(moment.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, moment, body)).join(' '),
  }
}
