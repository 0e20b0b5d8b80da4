import type { PgPool } from './pg-types.ts'

const ignore = (): void => {}

/** Counted at the pool itself: many desks may share it, also of two copies of core. */
interface Counted {
  '~deskwright'?: number
}

/** Without a listener a connection that dies while idle would end the process; the pool replaces it by itself. One listener, however many stores. */
export const ignoreIdleErrors = (pool: PgPool & Counted): void => {
  const stores = pool['~deskwright'] ?? 0
  if (stores === 0) pool.on('error', ignore)
  pool['~deskwright'] = stores + 1
}

/** Leaves a host's pool as it was, when its last store is closed. */
export const stopIgnoringIdleErrors = (pool: PgPool & Counted): void => {
  const stores = (pool['~deskwright'] ?? 1) - 1
  pool['~deskwright'] = stores
  if (stores === 0) pool.removeListener('error', ignore)
}
