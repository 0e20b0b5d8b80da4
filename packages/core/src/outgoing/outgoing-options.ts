import { coreError } from '../error/core-errors.ts'
import { askNameServers, type Resolve } from './look-up.ts'
import { type Network, networkOf } from './network.ts'

/** What a host says about requests to addresses that users give. */
export interface OutgoingOptions {
  /** Private networks that may be reached, such as `['10.1.0.0/16']`; none unless told. Everything public may. */
  readonly allow?: readonly string[]
  /** Milliseconds of one request with everything: look-up, connection, answer. 10 000 unless told. */
  readonly timeoutMs?: number
  /** Bytes of an answer that are read; 32 768 unless told. What is longer is cut there, and the connection ends. */
  readonly maxBytes?: number
  /** How often a GET is sent on to another address, each time checked anew; never unless told. */
  readonly maxRedirects?: number
  /** Certificates of authorities besides those that Node knows (PEM), as private networks have them. */
  readonly ca?: string | readonly string[]
  /** Another way to look names up, such as the system's own, which reads its file of hosts. What it gives is checked. */
  readonly resolve?: Resolve
}

export interface OutgoingSettings {
  readonly network: Network
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly maxRedirects: number
  readonly ca: string | readonly string[] | undefined
  readonly resolve: Resolve
}

/** Throws `outgoing.bad_option`. */
export function outgoingSettings(options: OutgoingOptions = {}): OutgoingSettings {
  return {
    network: networkOf(options.allow),
    timeoutMs: whole('timeoutMs', options.timeoutMs ?? 10_000, 1, 600_000),
    maxBytes: whole('maxBytes', options.maxBytes ?? 32_768, 0, 1_073_741_824),
    maxRedirects: whole('maxRedirects', options.maxRedirects ?? 0, 0, 20),
    ca: options.ca,
    resolve: options.resolve ?? askNameServers,
  }
}

function whole(option: string, value: number, least: number, most: number): number {
  if (!Number.isSafeInteger(value) || value < least || value > most)
    throw coreError('outgoing.bad_option', { option, value: String(value), expected: `a whole number from ${least} to ${most}` })
  return value
}
