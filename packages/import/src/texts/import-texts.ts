import type { importError } from '../errors.ts'
import type { events, permissions } from '../titles.ts'

/** Every language has every title and every error; English has them where they are declared. */
export type ImportTexts = {
  readonly [Key in
    | `permission:${keyof typeof permissions}`
    | `event:${keyof typeof events}`
    | `error:${keyof (typeof importError)['table'] & string}`]: string
}
