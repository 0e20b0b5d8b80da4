import { coreError } from '../../error/core-errors.ts'

const plainHost = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i

/** Scheme and host as an origin. Throws `http.bad_host`: `evil/path` or `user@evil` would move the path or the host of the whole address. */
export const originOf = (scheme: string, host: string | undefined): string => {
  // HTTP/1.0 needs no Host. Node itself refuses HTTP/1.1 without one.
  if (host === undefined || host === '') return `${scheme}://localhost`
  const url = plainHost.test(host) ? URL.parse(`${scheme}://${host}`) : null
  if (!url) throw coreError('http.bad_host')
  return url.origin
}
