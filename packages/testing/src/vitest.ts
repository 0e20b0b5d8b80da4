import { describe } from 'vitest'
import { forEachDatabase } from './database/for-each-database.ts'
import type { TestDatabase } from './database/test-databases.ts'

/** The same suite on SQLite and on PostgreSQL; a database that can't be had here is a visible skip with its reason. */
export function describeOnBothDatabases(name: string, suite: (kind: TestDatabase['kind']) => void): void {
  describe(name, () => forEachDatabase(({ kind }) => suite(kind)))
}
