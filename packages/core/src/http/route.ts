import type { RegisteredOperation } from '../operation/composition.ts'

export interface HttpRoute {
  readonly method: string
  /** Below the mount, with parameters as `:name`: `/api/billing/tickets/:ticketId/time`. */
  readonly path: string
  readonly parameters: readonly string[]
}

/** Where an operation answers; undefined for those that are for programs only. A plugin's routes lie below its id, so that none can meet another's. */
export function routeOf({ spec, owner }: RegisteredOperation): HttpRoute | undefined {
  if (spec.route === null) return undefined
  const [method = '', route = ''] = spec.route.split(' ')
  const path = `${owner === 'core' ? '/api' : `/api/${owner}`}${route === '/' ? '' : route}`
  return { method, path, parameters: [...path.matchAll(/\/:([^/]+)/g)].map(([, name = '']) => name) }
}
