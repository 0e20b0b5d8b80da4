import { fullRoute } from '../../src/composition/register-operations.ts'
import type { Plain, Scene } from './scene.ts'

export type Operation = Scene['desk']['operations'][number]

/** The request that stands for the input: what the path names goes there, the rest into the address or the body. Undefined for what has no route. */
export function requestOf(operation: Operation, input: Plain): { target: string; body: Plain | undefined } | undefined {
  const [method, route] = fullRoute(operation)?.split(' ') ?? []
  if (method === undefined || route === undefined) return undefined
  const rest = { ...input }
  const path = route.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = encodeURIComponent(String(rest[name] ?? 'x'))
    delete rest[name]
    return value
  })
  if (method !== 'GET') return { target: `${method} ${path}`, body: rest }
  const query = new URLSearchParams(
    Object.entries(rest).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one): [string, string] => [
        name,
        typeof one === 'object' ? JSON.stringify(one) : String(one),
      ]),
    ),
  )
  return { target: `GET ${path}?${query}`, body: undefined }
}
