import { coreError } from '../error/core-errors.ts'
import type { Acting } from '../operation/audience.ts'
import type { RegisteredOperation } from '../operation/composition.ts'
import type { Bytes } from '../operation/operation.ts'
import { jsonAnswer } from './answer.ts'
import type { Endpoint } from './endpoint.ts'
import { fileAnswer } from './file-answer.ts'
import type { HttpDesk, Identify } from './http-desk.ts'
import type { HttpSettings } from './http-options.ts'
import type { RateLimiter } from './limits/rate-limiter.ts'
import { expectOwnOrigin } from './origin-check.ts'
import { requestCaller } from './request-caller.ts'
import { inputReader } from './request-input.ts'
import { streamAnswer } from './stream-answer.ts'
import { isForm } from './upload/form.ts'
import { type Stager, stagedForm } from './upload/staged-form.ts'
import { upload } from './upload/upload.ts'

export interface OperationHost {
  readonly desk: HttpDesk
  readonly identify: Identify
  readonly settings: HttpSettings
  readonly stager: Stager
  readonly limiter: RateLimiter | undefined
  /** Records what failed behind an answer that has begun, and says what may be seen of it. */
  reportStream(operation: RegisteredOperation, error: unknown): Error
}

/** An operation over HTTP. Whoever may not call it at all is refused before a byte of the body is read. Every success is 200. */
export function operationEndpoint(operation: RegisteredOperation, host: OperationHost): Endpoint {
  const { desk, identify, settings, stager, limiter, reportStream } = host
  const { kind, audience, filesInto } = operation.spec
  const readInput = inputReader(operation)
  return async (exchange) => {
    const { request, url, parameters, reader, isBodyRewritten } = exchange
    const onReader = (languages: readonly string[]): void => {
      reader.languages = languages
    }
    if (kind === 'command' || kind === 'upload') expectOwnOrigin(request, url.host, settings)
    const caller = await requestCaller(request, identify)
    await limiter?.expectRoom(request, caller)
    const onActor = (acting: Acting): void => limiter?.learn(caller, acting)
    if (caller.kind === 'anonymous' && audience !== 'public') throw coreError('access.unauthenticated')
    const isFormWithFiles = filesInto !== undefined && isForm(request)
    if ((kind === 'upload' || isFormWithFiles) && isBodyRewritten) throw coreError('http.body_rewritten')
    if (kind === 'upload') return jsonAnswer(await upload(exchange, caller, await readInput(request, url, parameters, settings), stager))
    if (isFormWithFiles) {
      const form = await stagedForm(request, caller, operation, stager)
      try {
        const input = { ...readInput.ofForm(url, parameters, form.fields), ...filesInput(operation, filesInto, form.fileIds) }
        return jsonAnswer(await desk.invoke(operation, caller, input, request.signal, onReader, onActor))
      } catch (error) {
        // Of what was perhaps done nothing is taken back: a file that is used can't be, and one that is not expires.
        await form.discard()
        throw error
      }
    }
    const input = withLastEventId(operation, request, await readInput(request, url, parameters, settings))
    if (kind !== 'stream') return jsonAnswer(await desk.invoke(operation, caller, input, request.signal, onReader, onActor))
    const abort = new AbortController()
    if (request.signal.aborted) abort.abort()
    else request.signal.addEventListener('abort', () => abort.abort(), { once: true })
    const bytes = (await desk.invoke(operation, caller, input, abort.signal, onReader, onActor)) as Bytes
    const end = { abort, onError: (error: unknown) => reportStream(operation, error) }
    return bytes.file ? fileAnswer(bytes.file, request, end) : streamAnswer(bytes, end)
  }
}

/** Browsers come back to the address that they first asked for, and say in a header how far they got since. */
function withLastEventId({ spec }: RegisteredOperation, { headers }: Request, input: object): object {
  const id = headers.get('last-event-id')
  if (!id || !spec.contentType?.startsWith('text/event-stream') || !spec.inputKeys.includes('after')) return input
  return { ...input, after: id }
}

/** As the key is declared: a list of ids, or one. */
function filesInput({ spec }: RegisteredOperation, key: string, fileIds: readonly string[]): object {
  if (!fileIds.length) return {}
  if (spec.input.properties[key] && 'items' in spec.input.properties[key]) return { [key]: fileIds }
  if (fileIds.length > 1) throw coreError('file.too_many', { count: fileIds.length, max: 1 })
  return { [key]: fileIds[0] }
}
