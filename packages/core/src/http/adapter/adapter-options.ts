import { coreError } from '../../error/core-errors.ts'
import { mountPath } from '../mount.ts'

/** What every adapter can be told. */
export interface AdapterOptions {
  /**
   * Where browsers find the desk, if that is not where it is mounted: behind a proxy that strips or changes the path, or that ends TLS.
   * A path (`'/help'`) or a whole address (`'https://example.com/help'`). Without it the mount path and the `Host` of each request count.
   */
  readonly publicUrl?: string
  /** Gets what went wrong inside the desk or while a body was streamed; the caller is only told that something did. Default: `console.error`. */
  readonly onError?: (error: unknown) => void
}

/** A parsed `publicUrl`. */
export interface PublicAddress {
  readonly origin?: string
  readonly path?: string
}

/** Throws `http.bad_public_url`: when the adapter is made, not at the first request. */
export const publicAddress = ({ publicUrl }: AdapterOptions): PublicAddress => {
  if (publicUrl === undefined) return {}
  if (publicUrl.startsWith('/') && !publicUrl.startsWith('//')) {
    const { pathname, search, hash } = new URL(publicUrl, 'http://localhost')
    if (search === '' && hash === '') return { path: mountPath(pathname) }
  }
  const url = URL.parse(publicUrl)
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash
  if (!isPlain) throw coreError('http.bad_public_url', { publicUrl })
  return { origin: url.origin, path: mountPath(url.pathname) }
}

export const reportTo = ({ onError }: AdapterOptions): ((error: unknown) => void) => onError ?? ((error) => console.error(error))
