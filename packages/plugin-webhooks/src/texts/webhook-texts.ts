import type { webhookError } from '../errors.ts'
import type { events, permissions, roles } from '../titles.ts'

/** Every language has every title and every error; English has them where they are declared. */
export type WebhookTexts = {
  readonly [Key in
    | `permission:${keyof typeof permissions}`
    | `role:${keyof typeof roles}`
    | `event:${keyof typeof events}`
    | `error:${keyof (typeof webhookError)['table'] & string}`]: string
}
