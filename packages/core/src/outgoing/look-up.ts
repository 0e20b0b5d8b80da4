import { Resolver } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import { coreError } from '../error/core-errors.ts'
import type { Network } from './network.ts'
import { refused, type Target } from './target.ts'

/** All addresses of a name; none where there is no such name. Gives up when the signal fires. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<readonly string[]>

const TRY_MS = 3_000

/**
 * Asks the name servers. Not `dns.lookup`: that takes one of four threads that files and hashes need as well, for as long as somebody's name
 * server likes, and can't be given up.
 */
export const askNameServers: Resolve = async (host, signal) => {
  const resolver = new Resolver({ timeout: TRY_MS, tries: 2 })
  const cancel = (): void => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const addresses = found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    const failed = found.find((answer) => answer.status === 'rejected' && !isNoSuchName(answer.reason))
    if (!addresses.length && failed?.status === 'rejected') throw failed.reason
    return addresses
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

const isNoSuchName = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'ENODATA')

/**
 * The look-up of one connection: what it gives is what the socket connects to, so nothing can change between the check and the connection. One
 * address that may not be reached is reason enough to refuse the name: which of them is taken is chance. Fails with `outgoing.address_refused`,
 * `outgoing.unknown_host`.
 */
export function checkedLookup({ host, address }: Target, network: Network, resolve: Resolve, signal: AbortSignal): LookupFunction {
  const addresses = async (): Promise<readonly string[]> => {
    const found = address === undefined ? await resolve(host, signal) : [address]
    if (!found.length) throw coreError('outgoing.unknown_host', { host })
    if (!found.every((one) => network.allows(one))) throw refused(host)
    return found
  }
  return (_name, { all }, done) => {
    addresses().then(
      (found) => {
        const answers = found.map((one) => ({ address: one, family: isIP(one) }))
        const [first] = answers
        if (all) done(null, answers)
        else done(null, first?.address ?? '', first?.family)
      },
      (error: Error) => done(error, ''),
    )
  }
}
