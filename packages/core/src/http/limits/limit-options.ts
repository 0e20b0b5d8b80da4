import { coreError } from '../../error/core-errors.ts'

/** Requests in a minute. */
export interface LimitOptions {
  /** Of whoever has not signed in: all of them together, unless `clientOf` tells them apart. 60 unless told. */
  readonly anonymous?: number
  /** Of each customer; 300 unless told. */
  readonly customer?: number
  /** Of each member of staff; 1 200 unless told. */
  readonly staff?: number
  /** Of each key of a service; 1 200 unless told. */
  readonly service?: number
  /**
   * Tells clients apart who have not signed in, by something that they can't choose, such as the address that the host's own proxy has seen; never
   * by a header as it was sent. Null: like everybody whom nobody can tell apart.
   */
  readonly clientOf?: (request: Request) => string | null
}

export interface LimitSettings {
  readonly anonymous: number
  readonly customer: number
  readonly staff: number
  readonly service: number
  readonly clientOf: (request: Request) => string | null
}

/** Throws `http.bad_option`. */
export function limitSettings(options: LimitOptions | undefined): LimitSettings | undefined {
  if (!options) return undefined
  const { anonymous = 60, customer = 300, staff = 1200, service = 1200, clientOf = () => null } = options
  for (const [name, value] of Object.entries({ anonymous, customer, staff, service }))
    if (!Number.isSafeInteger(value) || value < 1 || value > 10_000_000)
      throw coreError('http.bad_option', {
        option: `http.limits.${name}`,
        value: String(value),
        expected: 'a whole number from 1 to 10000000',
      })
  return { anonymous, customer, staff, service, clientOf }
}
