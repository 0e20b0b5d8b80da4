import { coreError } from '../error/core-errors.ts'
import type { RegisteredOperation } from '../operation/composition.ts'
import type { Bytes } from '../operation/operation.ts'
import { jsonAnswer } from './answer.ts'
import type { Endpoint } from './endpoint.ts'
import type { HttpDesk, Identify } from './http-desk.ts'
import type { HttpSettings } from './http-options.ts'
import { expectOwnOrigin } from './origin-check.ts'
import { requestCaller } from './request-caller.ts'
import { inputReader } from './request-input.ts'
import { streamAnswer } from './stream-answer.ts'

export interface OperationHost {
  readonly desk: HttpDesk
  readonly identify: Identify
  readonly settings: HttpSettings
  /** Records what failed behind an answer that has begun, and says what may be seen of it. */
  reportStream(operation: RegisteredOperation, error: unknown): Error
}

/** An operation over HTTP. Whoever may not call it at all is refused before a byte of the body is read. Every success is 200. */
export function operationEndpoint(operation: RegisteredOperation, { desk, identify, settings, reportStream }: OperationHost): Endpoint {
  const { kind, audience } = operation.spec
  const readInput = inputReader(operation)
  return async ({ request, url, parameters, reader }) => {
    const onReader = (languages: readonly string[]): void => {
      reader.languages = languages
    }
    if (kind === 'command') expectOwnOrigin(request, url.host, settings)
    const caller = await requestCaller(request, identify)
    if (caller.kind === 'anonymous' && audience !== 'public') throw coreError('access.unauthenticated')
    const input = withLastEventId(operation, request, await readInput(request, url, parameters, settings))
    if (kind !== 'stream') return jsonAnswer(await desk.invoke(operation, caller, input, request.signal, onReader))
    const abort = new AbortController()
    if (request.signal.aborted) abort.abort()
    else request.signal.addEventListener('abort', () => abort.abort(), { once: true })
    const bytes = (await desk.invoke(operation, caller, input, abort.signal, onReader)) as Bytes
    return streamAnswer(bytes, { abort, onError: (error) => reportStream(operation, error) })
  }
}

/** Browsers come back to the address that they first asked for, and say in a header how far they got since. */
function withLastEventId({ spec }: RegisteredOperation, { headers }: Request, input: object): object {
  const id = headers.get('last-event-id')
  if (!id || !spec.contentType?.startsWith('text/event-stream') || !spec.inputKeys.includes('after')) return input
  return { ...input, after: id }
}
