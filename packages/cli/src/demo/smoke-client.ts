/** A request of a check: as whom, what is sent, under which idempotency key. */
interface Asked {
  readonly who?: string | undefined
  readonly send?: object
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
}
interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
}

export class CheckFailed extends Error {}

/** Asks a running demo as its people would. */
export class SmokeClient {
  readonly #origin: string

  constructor(origin: string) {
    this.#origin = origin
  }

  readonly expect = (holds: boolean, what: string): void => {
    if (!holds) throw new CheckFailed(what)
  }

  readonly text = async (path: string): Promise<{ status: number; headers: Headers; body: string }> => {
    const response = await fetch(`${this.#origin}${path}`)
    return { status: response.status, headers: response.headers, body: await response.text() }
  }

  readonly json = async (path: string, { who, send, key, headers = {} }: Asked = {}): Promise<Answered> => {
    const response = await fetch(`${this.#origin}${path}`, {
      headers: {
        ...headers,
        ...(who === undefined ? {} : { authorization: `Bearer demo:${who}` }),
        ...(send === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(send === undefined ? {} : { method: 'POST', body: JSON.stringify(send) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: objectIn(text) }
  }

  /** Everything that somebody's list has. */
  readonly tickets = async (who: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const found: Readonly<Record<string, unknown>>[] = []
    let cursor: unknown = null
    do {
      const place = typeof cursor === 'string' ? `&cursor=${encodeURIComponent(cursor)}` : ''
      const { status, body, text } = await this.json(`/api/tickets?limit=20${place}`, { who })
      this.expect(status === 200 && Array.isArray(body['items']), `the list of ${who}: ${text.slice(0, 300)}`)
      found.push(...(body['items'] as Readonly<Record<string, unknown>>[]))
      cursor = body['nextCursor']
    } while (typeof cursor === 'string')
    return found
  }
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>
  } catch {
    return {}
  }
}
