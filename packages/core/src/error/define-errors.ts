import { DeskError, type DeskErrorOptions } from './desk-error.ts'

/** `[HTTP status, message]`; the message names its parameters in braces and says what to do next. `retryable`: repeating the call may succeed. */
export type ErrorEntry = readonly [status: number, message: string, traits?: { readonly retryable?: boolean }]
export type ErrorTable = Readonly<Record<string, ErrorEntry>>

/** The names between braces of a message: `'{a} of {b}'` → `'a' | 'b'`. */
export type Placeholder<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never

export type ParamsOf<Entry extends ErrorEntry> = { readonly [Name in Placeholder<Entry[1]>]: string | number | boolean }

type Rest<Entry extends ErrorEntry> = [Placeholder<Entry[1]>] extends [never]
  ? [params?: Readonly<Record<string, never>>, options?: DeskErrorOptions]
  : [params: ParamsOf<Entry>, options?: DeskErrorOptions]

export interface ErrorFactory<Table extends ErrorTable> {
  <Code extends keyof Table & string>(code: Code, ...rest: Rest<Table[Code]>): DeskError
  /** The registry as data: documentation, translations and HTTP read it. */
  readonly table: Table
}

const codePattern = /^[a-z][a-z0-9]*(_[a-z0-9]+)*\.[a-z][a-z0-9]*(_[a-z0-9]+)*$/

/**
 * A registry of coded errors, one for each package. Append-only: a code is never reused and never removed, only its message may be bettered.
 *
 * ```ts
 * const billingError = defineErrors({ 'billing.no_price': [409, 'There is no price for {item}. Add one to the price list.'] })
 * throw billingError('billing.no_price', { item: 'Work, per hour' })
 * ```
 */
export const defineErrors = <const Table extends ErrorTable>(table: Table): ErrorFactory<Table> => {
  for (const [code, [status]] of Object.entries(table)) {
    if (!codePattern.test(code)) throw new TypeError(`The error code '${code}' must have the form owner.snake_case.`)
    if (!Number.isInteger(status) || status < 400 || status > 599)
      throw new TypeError(`The error code '${code}' needs an HTTP status from 400 to 599.`)
  }
  const create = (
    code: string,
    params: Readonly<Record<string, string | number | boolean>> = {},
    options: DeskErrorOptions = {},
  ): DeskError => {
    const entry = table[code]
    if (!entry) throw new TypeError(`No error is registered under '${code}'. Add it to the table given to defineErrors.`)
    const [status, template, traits] = entry
    const message = template.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole))
    return new DeskError(code, status, message, params, { ...traits, ...options })
  }
  return Object.assign(create, { table })
}
