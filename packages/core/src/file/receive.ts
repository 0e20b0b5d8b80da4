import { createHash } from 'node:crypto'
import { coreError } from '../error/core-errors.ts'
import type { FileSettings } from './files-options.ts'
import { HEAD_BYTES, type Inspected, inspect } from './inspect.ts'
import type { FileStorage } from './storage.ts'

export interface Received extends Inspected {
  readonly sizeBytes: number
  /** Hexadecimal. */
  readonly sha256: string
}

/**
 * Lets bytes through to the storage and looks at them on the way; more than the head is never held. Nothing is kept of what is refused:
 * `file.too_large`, `file.type_refused`, `file.image_too_large`, `file.empty`, and whatever source and storage throw.
 */
export async function receive(
  bytes: AsyncIterable<Uint8Array>,
  { storage, key, settings }: { storage: FileStorage; key: string; settings: FileSettings },
): Promise<Received> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  let inspected: Inspected | undefined
  async function* checked(): AsyncGenerator<Uint8Array> {
    let head: Uint8Array[] = []
    for await (const chunk of bytes) {
      sizeBytes += chunk.byteLength
      if (sizeBytes > settings.maxBytes) throw coreError('file.too_large', { bytes: settings.maxBytes })
      hash.update(chunk)
      if (inspected) {
        yield chunk
        continue
      }
      head.push(chunk)
      if (sizeBytes < HEAD_BYTES) continue
      inspected = await accepted(head, settings)
      yield* head
      head = []
    }
    if (sizeBytes === 0) throw coreError('file.empty')
    inspected ??= await accepted(head, settings)
    yield* head
  }
  await storage.write(key, checked())
  if (!inspected) throw new TypeError('The storage has not read the bytes that it was given.')
  return { ...inspected, sizeBytes, sha256: hash.digest('hex') }
}

async function accepted(chunks: readonly Uint8Array[], settings: FileSettings): Promise<Inspected> {
  const found = await inspect(Buffer.concat(chunks).subarray(0, HEAD_BYTES))
  expectAccepted(found.contentType, settings.accept)
  const { width, height } = found
  if (width !== null && height !== null && width * height > settings.maxImagePixels)
    throw coreError('file.image_too_large', { width, height, pixels: settings.maxImagePixels })
  return found
}

/** `accept`: types, or whole kinds such as `image/*`; undefined for everything. Throws `file.type_refused`. */
export function expectAccepted(type: string, accept: readonly string[] | undefined): void {
  if (!accept || accept.some((one) => one === type || (one.endsWith('/*') && type.startsWith(one.slice(0, -1))))) return
  throw coreError('file.type_refused', { type, accepted: accept.join(', ') })
}
