import Type from 'typebox'
import { PermissionIndex } from '../../src/access/permission-set.ts'
import { Faults } from '../../src/composition/fault.ts'
import { type OperationGroup, registerOperations } from '../../src/composition/register-operations.ts'
import { coreError } from '../../src/error/core-errors.ts'
import { fileSettings } from '../../src/file/files-options.ts'
import { deskFetch } from '../../src/http/desk-fetch.ts'
import type { HttpDesk } from '../../src/http/http-desk.ts'
import type { Caller } from '../../src/operation/caller.ts'
import type { Composition, RegisteredOperation } from '../../src/operation/composition.ts'
import { inputInvalid } from '../../src/operation/input-check.ts'
import type { AnyOperation, Bytes } from '../../src/operation/operation.ts'
import { coreCatalogues } from '../../src/text/core-catalogues.ts'
import { TextBook } from '../../src/text/text-book.ts'
import { Code, Id, Line, nullable, pageInput, staffOnly } from '../../src/value/schema.ts'

export const unseenId = '018f0000-0000-7000-8000-000000000001'
const none = { view: { type: 'object', properties: {} }, input: { type: 'object', properties: {} } }

const Thing = Type.Object({ id: Id, name: Type.String(), cost: staffOnly(Type.Integer()) }, { title: 'Thing' })
const free = Type.Object({}, { additionalProperties: true })

interface Declared {
  readonly kind: AnyOperation['kind']
  readonly route: string | null
  readonly input?: Type.TObject
  readonly output?: Type.TObject
  readonly contentType?: string
  readonly audience?: AnyOperation['audience']
  readonly summary?: string
}

const declare = ({ input = Type.Object({}), audience = 'both', ...spec }: Declared): AnyOperation =>
  ({
    ...spec,
    audience,
    input,
    permission: 'anyone',
    inputKeys: Object.keys(input.properties),
    kit: {},
    ...(spec.kind === 'stream' ? {} : { output: spec.output ?? free }),
    run: () => ({}),
  }) as AnyOperation

const groups: readonly OperationGroup[] = [
  {
    id: 'things',
    owner: 'core',
    kit: undefined,
    operations: {
      create: declare({
        kind: 'command',
        route: 'POST /things',
        input: Type.Object({
          name: Line,
          note: Type.Optional(Type.String()),
          cost: staffOnly(Type.Integer()),
          fields: Type.Optional(free),
        }),
        output: Thing,
      }),
      list: declare({
        kind: 'query',
        route: 'GET /things',
        input: Type.Object({
          ...pageInput,
          open: Type.Optional(Type.Boolean()),
          kind: Type.Optional(Type.Array(Code, { maxItems: 3 })),
          word: Type.Optional(Type.Array(Line)),
          ownerId: Type.Optional(nullable(Id)),
          sort: Type.Optional(Type.Union([Type.Literal('name'), Type.Literal('created')])),
          weight: Type.Optional(Type.Number()),
          filter: Type.Optional(Type.Object({ name: Type.String() })),
          secret: staffOnly(Type.Boolean()),
        }),
        output: Type.Object({ items: Type.Array(Thing), nextCursor: nullable(Type.String()) }),
      }),
      kinds: declare({ kind: 'query', route: 'GET /things/kinds', summary: 'The kinds of things' }),
      get: declare({ kind: 'query', route: 'GET /things/:thingId', input: Type.Object({ thingId: Id }), output: Thing }),
      rename: declare({
        kind: 'command',
        route: 'PATCH /things/:id',
        input: Type.Object({ id: Id, name: Line }),
        output: Thing,
      }),
      remove: declare({
        kind: 'command',
        route: 'DELETE /things/:thingId',
        input: Type.Object({ thingId: Id, expectedVersion: Type.Optional(Type.Integer()) }),
      }),
      poke: declare({ kind: 'command', route: 'POST /things/:thingId/poke', input: Type.Object({ thingId: Type.String() }) }),
      report: declare({ kind: 'command', route: 'POST /reports', audience: 'public', input: Type.Object({ text: Line }) }),
      inside: declare({ kind: 'command', route: null }),
    },
  },
  {
    id: 'extra',
    owner: 'extra',
    kit: undefined,
    operations: {
      overview: declare({ kind: 'query', route: 'GET /', audience: 'staff' }),
      feed: declare({ kind: 'stream', route: 'GET /feed', contentType: 'text/event-stream' }),
      file: declare({
        kind: 'stream',
        route: 'GET /files/:number',
        contentType: 'application/pdf',
        input: Type.Object({ number: Type.Integer() }),
      }),
    },
  },
]

export interface HandMadeCall {
  readonly operation: string
  readonly caller: Caller
  readonly input: unknown
  readonly signal: AbortSignal
}

export interface HandMade {
  readonly fetch: ReturnType<typeof deskFetch>
  readonly composition: Composition
  readonly calls: HandMadeCall[]
  readonly logged: { level: string; fields: Record<string, unknown> }[]
}

export interface HandMadeOptions extends Partial<Omit<HttpDesk, 'composition' | 'invoke' | 'log'>> {
  /** What operations do; unless told they give back their input. */
  readonly run?: (call: HandMadeCall) => unknown
}

const operations: readonly RegisteredOperation[] = (() => {
  const faults = new Faults()
  const registered = registerOperations(groups, new PermissionIndex([]), () => new Set(), { staff: none, customer: none }, faults)
  faults.throwIfAny()
  return [...registered.values()].flatMap((methods) => [...methods.values()])
})()

/** Everything above the operations is real; below, inputs are checked as a desk does, and `run` answers. */
export const handMadeDesk = ({ run = ({ input }) => input, ...desk }: HandMadeOptions = {}): HandMade => {
  const calls: HandMadeCall[] = []
  const logged: HandMade['logged'] = []
  const log = (level: string) => (fields: object) => void logged.push({ level, fields: fields as Record<string, unknown> })
  const texts = new TextBook(coreCatalogues, { language: 'en', timeZone: 'UTC', calendars: {} })
  const composition = { operations, texts } as unknown as Composition
  const fetch = deskFetch({
    newId: () => unseenId,
    now: () => 0,
    identify: (request) => (request.headers.has('x-person') ? { externalId: request.headers.get('x-person') ?? '' } : null),
    isProduction: true,
    files: fileSettings(),
    ready: async () => {},
    ...desk,
    composition,
    log: { error: log('error'), warn: log('warn'), info: log('info') },
    async invoke(operation, caller, input, signal) {
      const call = { operation: operation.id, caller, input, signal }
      calls.push(call)
      const acting = caller.kind === 'person' && caller.options.acting === 'staff' ? 'staff' : 'customer'
      const faults = operation.input[acting].faults(input)
      if (faults.length) throw inputInvalid(faults)
      structuredClone(input)
      return run(call)
    },
  })
  return { fetch, composition, calls, logged }
}

export const bytes = (contentType: string, body: AsyncIterable<string | Uint8Array>): Bytes => ({ contentType, body })

export const notFound = (ticketId: string) => coreError('ticket.not_found', { ticketId })

export type Body = NonNullable<RequestInit['body']>

export interface Asked {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: Body | null
  /** Sent as JSON. */
  readonly json?: unknown
  /** Nobody, unless told. */
  readonly as?: string
  readonly mount?: string
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: JSON of an answer, looked at by expectations
  readonly json: any
}

/** Sends a request as `ann`; the path goes below the mount. */
export const ask = async (
  desk: Pick<HandMade, 'fetch'>,
  path: string,
  { method, headers, body, json, as = 'ann', mount = '' }: Asked = {},
): Promise<Answered> => {
  const isJson = json !== undefined
  const request = new Request(`http://desk.test${mount}${path}`, {
    method: method ?? (isJson ? 'POST' : 'GET'),
    headers: { ...(as && { 'x-person': as }), ...(isJson && { 'content-type': 'application/json' }), ...headers },
    ...(isJson ? { body: JSON.stringify(json) } : body !== undefined ? { body, duplex: 'half' as const } : {}),
  })
  const response = await desk.fetch(request, { path: mount })
  const text = await response.text()
  const isAnswerJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, json: isAnswerJson && text ? JSON.parse(text) : undefined }
}
