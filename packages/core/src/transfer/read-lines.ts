import type { Hash } from 'node:crypto'
import { open } from 'node:fs/promises'

/** No row of a desk comes near it; longer is not read into memory. */
const MAX_LINE_BYTES = 16_777_216
const CHUNK = 65_536

export interface Line {
  /** From 1. */
  readonly number: number
  /** Undefined: it is too long, or no UTF-8. */
  readonly text: string | undefined
  readonly fault?: string
  /** The last one, and no line break behind it: something was cut off. */
  readonly isCut: boolean
}

/** Lines of a file, one at a time. `hash` gets all its bytes. Throws what the file system throws. */
export async function* linesOf(path: string, hash?: Hash): AsyncGenerator<Line> {
  const file = await open(path, 'r')
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    let number = 0
    let held: Buffer[] = []
    let heldBytes = 0
    const line = (isCut: boolean): Line => {
      number += 1
      const bytes = Buffer.concat(held)
      const isLong = heldBytes > MAX_LINE_BYTES
      held = []
      heldBytes = 0
      if (isLong) return { number, text: undefined, fault: `it is longer than ${MAX_LINE_BYTES} bytes`, isCut }
      try {
        return { number, text: decoder.decode(bytes), isCut }
      } catch {
        return { number, text: undefined, fault: 'it is no UTF-8', isCut }
      }
    }
    const hold = (part: Buffer): void => {
      heldBytes += part.byteLength
      if (heldBytes <= MAX_LINE_BYTES) held.push(Buffer.from(part))
      else held = []
    }
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK)
      const { bytesRead } = await file.read(chunk, 0, CHUNK)
      if (bytesRead === 0) break
      hash?.update(chunk.subarray(0, bytesRead))
      let from = 0
      for (let end = chunk.indexOf(10); end !== -1 && end < bytesRead; end = chunk.indexOf(10, from)) {
        hold(chunk.subarray(from, end))
        yield line(false)
        from = end + 1
      }
      if (from < bytesRead) hold(chunk.subarray(from, bytesRead))
    }
    if (heldBytes) yield line(true)
  } finally {
    await file.close()
  }
}
