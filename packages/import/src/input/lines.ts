import type { FileHandle } from 'node:fs/promises'

/** No ticket comes near it; longer is not read into memory. */
const MAX_LINE_BYTES = 16_777_216
const CHUNK = 65_536

export interface Line {
  /** From 1. */
  readonly number: number
  /** Undefined: see `fault`. */
  readonly bytes: Buffer | undefined
  readonly fault?: string
}

/** Lines of a file, one at a time: one that is too long costs a fault and no memory. */
export async function* linesOf(file: FileHandle): AsyncGenerator<Line> {
  let number = 0
  let held: Buffer[] = []
  let length = 0
  const hold = (part: Buffer): void => {
    length += part.byteLength
    if (length <= MAX_LINE_BYTES) held.push(Buffer.from(part))
    else held = []
  }
  const take = (): Line => {
    number += 1
    const line: Line =
      length > MAX_LINE_BYTES
        ? { number, bytes: undefined, fault: `it is longer than ${MAX_LINE_BYTES} bytes` }
        : { number, bytes: Buffer.concat(held) }
    held = []
    length = 0
    return line
  }
  const chunk = Buffer.allocUnsafe(CHUNK)
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK)
    if (bytesRead === 0) break
    let from = 0
    for (let end = chunk.indexOf(10); end !== -1 && end < bytesRead; end = chunk.indexOf(10, from)) {
      hold(chunk.subarray(from, end))
      yield take()
      from = end + 1
    }
    if (from < bytesRead) hold(chunk.subarray(from, bytesRead))
  }
  if (length) yield take()
}
