import type { Awaitable } from '../plugin/contract.ts'
import type { Answer } from './answer.ts'

/** One request on its way to what answers it. */
export interface Exchange {
  readonly request: Request
  readonly url: URL
  /** Where browsers find the desk: `''` or `/support`. */
  readonly mount: string
  /** The body is not what was sent, byte for byte: see `FetchMount`. */
  readonly isBodyRewritten: boolean
  /** Of the route, decoded. */
  readonly parameters: Readonly<Record<string, string>>
  /** In which languages to answer: what the request prefers, until the caller's own are known. */
  readonly reader: { languages: readonly string[] }
}

export type Endpoint = (exchange: Exchange) => Awaitable<Answer>
