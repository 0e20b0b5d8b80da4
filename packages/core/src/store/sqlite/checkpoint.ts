import { statSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SqliteDatabase } from './better-sqlite3.ts'

const commitsBetweenLooks = 64
const firstLimitBytes = 8 * 1024 * 1024
const firstPatienceMs = 50
const longestPatienceMs = 500
const pauseMs = 4

/**
 * Keeps the write-ahead log bounded. SQLite copies it back by itself after 1,000 pages, but it can start the log anew only when no reader is
 * in it, and with readers that overlap that moment never comes by chance: 2,000 writes of 100 kB made a log of 218 MB. So when the log is long, the
 * writer keeps its turn for a moment and asks again and again: as nothing is written meanwhile, readers that begin now read the main file and the
 * old ones run out. If they don't, the next try comes when the log has grown by half, with more patience; a reader of a minute wins.
 */
export const createCheckpointer = (file: string): ((database: SqliteDatabase) => Promise<void>) => {
  let commits = 0
  let limitBytes = firstLimitBytes

  const startsAnew = async (database: SqliteDatabase, patienceMs: number): Promise<boolean> => {
    const started = performance.now()
    for (;;) {
      const [result] = database.pragma('wal_checkpoint(truncate)') as { readonly busy: number }[]
      if (result?.busy === 0) return true
      if (performance.now() - started > patienceMs) return false
      await sleep(pauseMs)
    }
  }

  /** To be called after each commit, while the writer is still held. */
  return async (database) => {
    commits += 1
    if (commits % commitsBetweenLooks !== 0) return
    const bytes = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
    if (bytes < limitBytes) return
    const patienceMs = Math.min(longestPatienceMs, firstPatienceMs * (bytes / firstLimitBytes) ** 1.5)
    limitBytes = (await startsAnew(database, patienceMs)) ? firstLimitBytes : bytes * 1.5
  }
}
