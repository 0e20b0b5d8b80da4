/** Both ends included, counted from 0, as HTTP counts them. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * Where the bytes of files are. Keys are made by the desk (`storageKey`), random, and name a day first, so that what a crash left behind is
 * found without looking at everything. Throws `file.storage_full`, `file.storage_failed`; whatever the source of the bytes throws passes as it is.
 */
export interface FileStorage {
  /** Whole and durable when it resolves; nothing is there when it rejects. */
  write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** Throws `file.lost` when there is nothing, before or at the first read. */
  read(key: string, range?: ByteRange): AsyncIterable<Uint8Array>
  /** Nothing there is no error. */
  remove(key: string): Promise<void>
  /** Days (`2026-11-22`) under which there may be something, oldest first. */
  days(): Promise<string[]>
  /** Keys of a day. */
  keys(day: string): AsyncIterable<string>
  /** Takes away what writes have left that were cut off, if it is older than so many ms by the storage's own clock. Says how much that was. */
  removeUnfinished(olderThanMs: number): Promise<number>
}
