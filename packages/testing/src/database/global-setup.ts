import { startPostgres } from './embedded-postgres.ts'
import { PostgresMissing } from './postgres-binaries.ts'
import { urlVariable } from './shared-postgres.ts'

/** One PostgreSQL for the whole test run, for vitest's `globalSetup`. `DATABASE_URL` overrides it; where there is none, tests on it are shown as skipped. */
export const setup = async (): Promise<(() => Promise<void>) | undefined> => {
  if (process.env['DATABASE_URL'] ?? process.env[urlVariable]) return undefined
  try {
    const server = await startPostgres({ fsync: false })
    process.env[urlVariable] = server.url
    return () => server.stop()
  } catch (error) {
    if (!(error instanceof PostgresMissing)) throw error
    process.env['DESKWRIGHT_NO_POSTGRES'] = error.message
    return undefined
  }
}
