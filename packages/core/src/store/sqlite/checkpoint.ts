import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SqliteDatabase } from './better-sqlite3.ts'

const commitsBetweenLooks = 64
const limitBytes = 8 * 1024 * 1024
const attempts = 10
const pauseMs = 5

/**
 * Keeps the write-ahead log bounded. SQLite copies it back by itself after 1,000 pages, but it can start the log anew only when no reader is
 * in it, and under steady reading that moment never comes by chance. So when the log is long, the writer keeps its turn for up to 50 ms and asks
 * again and again: as nothing is written meanwhile, readers that begin now read from the main file and the old ones run out.
 * A reader of a minute wins; then the next look is later.
 */
export const createCheckpointer = (file: string) => {
  let commits = 0
  let nextLook = commitsBetweenLooks

  const isLong = (): boolean => (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > limitBytes

  const startAnew = (database: SqliteDatabase): boolean => {
    const [result] = database.pragma('wal_checkpoint(truncate)') as { readonly busy: number }[]
    return result?.busy === 0
  }

  /** To be called after each commit, while the writer is still held. */
  return async (database: SqliteDatabase): Promise<void> => {
    commits += 1
    if (commits < nextLook) return
    commits = 0
    nextLook = commitsBetweenLooks
    if (!isLong()) return
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (startAnew(database)) return
      await sleep(pauseMs)
    }
    nextLook = commitsBetweenLooks * 8
  }
}
