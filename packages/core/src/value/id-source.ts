import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const RANDOM_BYTES = 16
const POOLED = 256

/**
 * Ids as UUIDv7, rising also within a millisecond. The library asks the operating system for random bytes at every id, which costs ten times
 * as much as the id; here they are fetched for many at once.
 */
export const createIdSource = (): (() => string) => {
  const pool = new Uint8Array(RANDOM_BYTES * POOLED)
  let used = pool.length
  let msecs = 0
  let seq = 0
  return () => {
    if (used === pool.length) {
      randomFillSync(pool)
      used = 0
    }
    const random = pool.subarray(used, used + RANDOM_BYTES)
    used += RANDOM_BYTES
    const now = Date.now()
    if (now > msecs) {
      msecs = now
      // Begins in the lower half, so that there is room to count in.
      seq = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1
    } else {
      seq = (seq + 1) >>> 0
      if (seq === 0) msecs += 1
    }
    return v7({ msecs, seq, random })
  }
}
