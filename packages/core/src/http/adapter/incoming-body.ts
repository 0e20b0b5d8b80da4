import type { Readable } from 'node:stream'

/**
 * A request's bytes as they arrive, read only as fast as somebody asks for them. Not `Readable.toWeb`: whoever stops reading
 * that at a limit destroys the request, the rest of the upload stays in the connection, and nothing is ever answered on it again.
 */
export class IncomingBody {
  readonly stream: ReadableStream<Uint8Array>
  readonly #incoming: Readable
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #isListening = false

  constructor(incoming: Readable) {
    this.#incoming = incoming
    // Also when nobody reads: an error without a listener would end the process.
    incoming.on('error', this.#error)
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller
        },
        pull: () => this.#pull(),
        cancel: () => void this.#release(),
      },
      { highWaterMark: 0 },
    )
  }

  /** Lets go of the request: whoever still reads gets an error, what still arrives is nobody's. */
  detach(): void {
    this.#fail('The request was answered before its body was read.')
  }

  #pull(): void {
    if (!this.#isListening) {
      this.#isListening = true
      this.#incoming.on('data', this.#data).on('end', this.#end).on('close', this.#close)
      // What has happened already is not announced again.
      if (this.#incoming.readableEnded) this.#end()
      else if (this.#incoming.destroyed) this.#close()
    }
    this.#incoming.resume()
  }

  readonly #data = (chunk: Uint8Array): void => {
    this.#incoming.pause()
    this.#controller?.enqueue(chunk)
  }

  readonly #end = (): void => {
    const controller = this.#release()
    controller?.close()
  }

  readonly #close = (): void => this.#fail('The client went away before the whole request had arrived.')

  /** Of a stream that the host has put in between, for instance to decompress. Node's own says so when the client goes away, and closes. */
  readonly #error = (error: Error): void => {
    if ('code' in error && error.code === 'ECONNRESET') this.#close()
    else this.#release()?.error(error)
  }

  #fail(message: string): void {
    this.#release()?.error(new DOMException(message, 'AbortError'))
  }

  /** The controller, once: after it nothing can be told to the stream any more. */
  #release(): ReadableStreamDefaultController<Uint8Array> | undefined {
    if (this.#isListening) this.#incoming.off('data', this.#data).off('end', this.#end).off('close', this.#close).pause()
    this.#isListening = false
    const controller = this.#controller
    this.#controller = undefined
    return controller
  }
}
