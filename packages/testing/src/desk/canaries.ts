import { isDeskError } from '@deskwright/core'

interface Sighting {
  readonly canary: string
  readonly where: string
}

/**
 * Texts that no customer may ever get. They are planted in what is internal, everything that reaches a customer is watched, and at the end of every
 * test none may have been seen. Values are looked at as JSON, streams and answers byte by byte, errors with their details.
 */
export class Canaries {
  readonly #planted = new Set<string>()
  readonly #seen: string[] = []
  #count = 0

  /** A text to write into a note, a tag, an internal field, the data of another company. ASCII, so that it stands unchanged in JSON and HTML. */
  plant(label = 'INTERNAL'): string {
    this.#count += 1
    const canary = `CANARY-${label.toUpperCase()}-${this.#count.toString(36).padStart(4, '0')}`
    this.#planted.add(canary)
    return canary
  }

  /** A text of the test's own as a canary. */
  add(text: string): void {
    this.#planted.add(text)
  }

  /** Keeps what reached a customer; gives it back. Bodies of streams and of responses are read as they pass. */
  watch<T>(reached: T): T {
    if (reached instanceof Response) return this.#watchResponse(reached) as T
    if (isBytes(reached)) return { ...reached, body: this.#watchBody(reached.body) }
    this.#keep(textOf(reached))
    return reached
  }

  /** Canaries that reached a customer, each with a little of what stood around it. */
  sightings(): readonly Sighting[] {
    const found: Sighting[] = []
    for (const canary of this.#planted)
      for (const text of this.#seen) {
        const at = text.indexOf(canary)
        if (at >= 0) found.push({ canary, where: text.slice(Math.max(0, at - 120), at + canary.length + 40) })
      }
    return found
  }

  /** Throws when a customer got any of them. */
  expectUnseen(): void {
    const found = this.sightings()
    if (found.length === 0) return
    const lines = found.slice(0, 5).map(({ canary, where }) => `${canary} in …${where}…`)
    throw new Error(
      `A customer received what is not for customers: ${lines.join('; ')}${found.length > 5 ? `; and ${found.length - 5} more` : ''}`,
    )
  }

  #keep(text: string): void {
    this.#seen.push(text)
  }

  #watchResponse(response: Response): Response {
    this.#keep(`${response.status} ${JSON.stringify([...response.headers])}`)
    if (!response.body) return response
    const { body, status, statusText, headers } = response
    let text = ''
    const decoder = new TextDecoder()
    const keep = (): void => {
      this.#keep(text)
    }
    const watched = body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          text += decoder.decode(chunk, { stream: true })
          controller.enqueue(chunk)
        },
        flush: keep,
      }),
    )
    return new Response(watched, { status, statusText, headers })
  }

  async *#watchBody(body: AsyncIterable<string | Uint8Array>): AsyncGenerator<string | Uint8Array> {
    let text = ''
    const decoder = new TextDecoder()
    try {
      for await (const chunk of body) {
        text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
        yield chunk
      }
    } finally {
      this.#keep(text)
    }
  }
}

const isBytes = (value: unknown): value is { readonly contentType: string; readonly body: AsyncIterable<string | Uint8Array> } =>
  typeof value === 'object' && value !== null && 'contentType' in value && 'body' in value && typeof value.body === 'object'

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (isDeskError(value)) return JSON.stringify({ code: value.code, message: value.message, params: value.params, details: value.details })
  if (value instanceof Error) return `${value.name}: ${value.message}`
  return JSON.stringify(value) ?? ''
}
