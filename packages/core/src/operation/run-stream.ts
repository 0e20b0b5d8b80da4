import { frozenCopy } from '../value/deep-freeze.ts'
import { auditRefusal } from './audit-refusal.ts'
import { BoundStreaming } from './bound-streaming.ts'
import type { BoundWork } from './bound-work.ts'
import { type Call, inUnit, retried } from './call.ts'
import type { Bytes, NamedFile } from './operation.ts'
import { expectInput, refuseUnlessAllowed } from './run-operation.ts'

/**
 * Opens a stream: the first read, in which permission and input are checked, happens before the answer begins, so a refusal is an
 * ordinary error. After that every batch is a transaction of its own with the actor loaded anew: a right that was taken back ends it.
 */
export async function streamOf(call: Call): Promise<Bytes> {
  const { operation, runtime, input } = call
  const { spec } = operation
  const abort = new AbortController()
  // an iteration that is ended while it waits notices only when the wait is over; the signal comes at once
  if (call.signal?.aborted) abort.abort()
  call.signal?.addEventListener('abort', () => abort.abort(), { once: true })
  const opened = await retried(call, () =>
    inUnit(call, false, async (unit, actor) => {
      refuseUnlessAllowed(operation, actor)
      expectInput(operation, actor, input)
      const found: unknown = await spec.expect?.(
        unit.workFor({ actor, owner: operation.owner, permission: spec.permission }),
        frozenCopy(input),
      )
      return { actor, found }
    }),
  )
  let hasBegun = false
  const read = <T>(batch: (work: BoundWork) => Promise<T> | T): Promise<T> =>
    retried(call, () =>
      inUnit(call, false, async (unit, actor) => {
        refuseUnlessAllowed(operation, actor)
        return batch(unit.workFor({ actor, owner: operation.owner, permission: spec.permission }))
      }),
    ).catch((error: unknown) => {
      // Once the answer has begun, nobody above sees this one.
      if (hasBegun) auditRefusal(call, error)
      throw error
    })
  const { kind, id, capacity } = opened.actor
  const gaveUp = new AbortController()
  const streaming = new BoundStreaming({
    actor: Object.freeze({ kind, id, capacity: Object.freeze(capacity) }),
    options: runtime.composition.plugins.find((plugin) => plugin.id === operation.owner)?.options,
    signal: abort.signal,
    read,
    file: (fileId: string) => runtime.files.opened(operation.owner, fileId),
    call,
    found: opened.found,
    giveUp: () => gaveUp.abort(),
  })
  const source = (await spec.run(streaming, frozenCopy(input))) as Source
  hasBegun = true
  if (isFile(source)) return { contentType: source.contentType, body: abortable(whole(source), abort), file: source }
  return { contentType: spec.contentType ?? 'application/octet-stream', body: abortable(source, abort), gaveUp: gaveUp.signal }
}

type Source = AsyncIterable<string | Uint8Array> | NamedFile

const isFile = (source: Source): source is NamedFile => 'open' in source && typeof source.open === 'function'

/** Opened when it is read, and not before. */
async function* whole(file: NamedFile): AsyncGenerator<string | Uint8Array> {
  yield* file.open()
}

/** Ending the iteration early (a client that went away) tells the stream through its signal. */
async function* abortable(source: AsyncIterable<string | Uint8Array>, abort: AbortController): AsyncGenerator<string | Uint8Array> {
  try {
    yield* source
  } finally {
    abort.abort()
  }
}
