import { describe } from 'vitest'
import { type TestDatabaseKind, testDatabases } from './test-databases.ts'

/** The same suite on every database; what is missing here is a visible skip that says why. */
export const forEachDatabase = (suite: (database: TestDatabaseKind) => void): void => {
  for (const database of testDatabases) {
    const isMissing = database.missing !== undefined
    describe.skipIf(isMissing)(isMissing ? `${database.kind} (${database.missing})` : database.kind, () => suite(database))
  }
}
