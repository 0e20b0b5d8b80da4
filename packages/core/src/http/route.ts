import { fullRoute } from '../composition/register-operations.ts'
import type { RegisteredOperation } from '../operation/composition.ts'

export interface HttpRoute {
  readonly method: string
  /** Below the mount, with parameters as `:name`: `/api/billing/tickets/:ticketId/time`. */
  readonly path: string
}

/** Where an operation answers; undefined for those that are for programs only. */
export function routeOf(operation: RegisteredOperation): HttpRoute | undefined {
  const [method, path] = fullRoute(operation)?.split(' ') ?? []
  return method !== undefined && path !== undefined ? { method, path } : undefined
}

/** `/api/tickets/:ticketId` → `['ticketId']`. */
export const parametersOf = (path: string): string[] => [...path.matchAll(/\/:([^/]+)/g)].map(([, name = '']) => name)
