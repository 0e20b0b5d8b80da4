import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPostgresDatabase } from '../../testing/src/database/shared-postgres.ts'
import type { TestDatabase } from '../../testing/src/database/test-databases.ts'

export interface OwnDatabase {
  /** For `DESK_DATABASE`. */
  readonly url: string
  drop(): Promise<void>
}

/** A whole database for a program that is told nothing but its address. */
export async function ownDatabase(kind: TestDatabase['kind']): Promise<OwnDatabase> {
  if (kind === 'postgres') return createPostgresDatabase()
  const folder = await temporaryFolder()
  return { url: `sqlite:${join(folder.path, 'desk.db')}`, drop: folder.remove }
}

export async function temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'deskwright-cli-'))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }) }
}
