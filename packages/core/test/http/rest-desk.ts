import type { TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { type Cast, type Name, openCast } from '../access/cast.ts'
import type { Answered } from './hand-made-desk.ts'
import { isJson, textOf } from './text-of.ts'

export interface RestCast extends Cast {
  /** Sends a request as somebody of the cast, or as nobody. */
  send(name: Name | '', method: string, path: string, json?: unknown, headers?: Record<string, string>): Promise<Answered>
}

const bearer = /^Bearer (\S+)$/

/** The cast before a desk that knows people by `Authorization: Bearer <external id>`. */
export async function openRestCast(kind: TestDatabaseKind, finish: (cleanUp: () => Promise<void>) => void): Promise<RestCast> {
  const cast = await openCast(
    kind,
    {
      identify: ({ headers }) => {
        const [, externalId] = bearer.exec(headers.get('authorization') ?? '') ?? []
        return externalId === undefined ? null : { externalId }
      },
    },
    finish,
  )
  return {
    ...cast,
    async send(name, method, path, json, headers) {
      const request = new Request(`http://desk.test${path}`, {
        method,
        headers: {
          ...(name && { authorization: `Bearer ${name}` }),
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(json !== undefined && { body: JSON.stringify(json) }),
      })
      const response = await cast.desk.fetch(request)
      const text = await textOf(response)
      return { status: response.status, headers: response.headers, text, json: isJson(response) ? JSON.parse(text) : undefined }
    },
  }
}
