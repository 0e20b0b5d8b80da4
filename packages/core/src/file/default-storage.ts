import { coreError } from '../error/core-errors.ts'
import { type Database, locateDatabase } from '../store/database.ts'
import { folderStorage } from './folder-storage.ts'
import type { FileStorage } from './storage.ts'

/**
 * Files lie beside the database that names them, where it is a file: `desk.db` → `desk.db-files`. Elsewhere nothing is guessed, as several
 * machines would each have their own folder. Throws `file.storage_unknown`.
 */
export function defaultStorage(database: Database): FileStorage {
  const location = locateDatabase(database)
  if (location.at === 'sqlite' && location.source.file !== ':memory:') return folderStorage(`${location.source.file}-files`)
  throw coreError('file.storage_unknown')
}
