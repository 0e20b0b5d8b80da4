import { pathBelow } from '../mount.ts'
import type { PublicAddress } from './adapter-options.ts'

/** A request as its framework routed it. */
export interface RoutedRequest {
  readonly origin: string
  readonly mount: string
  /** Raw path below the mount, starting with a slash. */
  readonly below: string
  readonly query: string
}

/** The address that the desk gets: the public one, its path always starting with the mount. */
export const publicUrl = ({ origin, mount, below, query }: RoutedRequest, address: PublicAddress): { url: string; mount: string } => {
  const path = address.path ?? mount
  return { url: `${address.origin ?? origin}${path}${below}${query}`, mount: path }
}

/** Splits a path behind its first segments: how a pattern such as `/:tenant/support/*` says what it was mounted under. */
export const splitAfter = (path: string, segments: number): { mount: string; below: string } => {
  const [mount = ''] = new RegExp(`^(?:/+[^/]+){${segments}}`).exec(path) ?? []
  return { mount: mount.replace(/\/+/g, '/'), below: pathBelow(path, mount) ?? path }
}
