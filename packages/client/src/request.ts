import type { UploadBody } from './api.ts'
import { DeskError } from './desk-error.ts'

/** A route, read: `EVENTS`, `BYTES` and `UPLOAD` are GET, GET and POST of another kind; `!` marks what must not be repeated. */
export interface ReadRoute {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly kind: 'json' | 'upload' | 'bytes' | 'events'
  /** Whether a second attempt does no harm. */
  readonly isRepeatable: boolean
}

const kinds: Readonly<Record<string, readonly [ReadRoute['kind'], string]>> = {
  EVENTS: ['events', 'GET'],
  BYTES: ['bytes', 'GET'],
  UPLOAD: ['upload', 'POST'],
}

export function readRoute(id: string, route: string): ReadRoute {
  const [, mark, verb = 'GET', path = ''] = /^(!?)([A-Z]+) (.*)$/.exec(route) ?? []
  const [kind, method] = kinds[verb] ?? (['json', verb] as const)
  return { id, kind, method, path, isRepeatable: !mark }
}

export interface MadeRequest {
  /** Below the address of the desk, with its query. */
  readonly target: string
  readonly body: UploadBody | undefined
  readonly contentType: string | undefined
}

/** Puts a flat input into path, query and body, as the desk takes it apart. Throws `client.bad_input` where no request can be made of it. */
export function requestOf({ id, method, path, kind }: ReadRoute, input: object): MadeRequest {
  const rest = new Map<string, unknown>(Object.entries(input).filter(([, value]) => value !== undefined))
  const take = (key: string): unknown => {
    const value = rest.get(key)
    rest.delete(key)
    return value
  }
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => segment(id, name, take(name)))
  if (kind === 'upload') {
    const body = take('body') as UploadBody
    if (!rest.has('name') && body instanceof Blob && 'name' in body) rest.set('name', body.name)
    return { target: filled + query(rest), body, contentType: 'application/octet-stream' }
  }
  if (method === 'GET' || method === 'DELETE') return { target: filled + query(rest), body: undefined, contentType: undefined }
  if (rest.size === 0) return { target: filled, body: undefined, contentType: undefined }
  return { target: filled, body: JSON.stringify(Object.fromEntries(rest)), contentType: 'application/json' }
}

/** `.` and `..` would be another address, also where their dots are escaped. */
function segment(id: string, name: string, value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  if (/^(?:\.{0,2})$/.test(text)) throw new DeskError('client.bad_input', 0, `${id} needs '${name}', which is part of its address.`)
  return encodeURIComponent(text)
}

/** Lists are repeated, objects are JSON. */
function query(values: ReadonlyMap<string, unknown>): string {
  const given = new URLSearchParams()
  for (const [key, value] of values)
    for (const one of Array.isArray(value) ? value : [value])
      given.append(key, typeof one === 'object' && one !== null ? JSON.stringify(one) : String(one))
  const text = given.toString()
  return text && `?${text}`
}
