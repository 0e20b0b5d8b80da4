import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..', '..')
const shared = process.env['DESKWRIGHT_SHARED'] ?? join(root, '..', 'shared')
const path = join(shared, 'data', 'incident_event_log.csv')

/** A suite on a part of the public log, which is no part of this repository: where it is not, a visible skip says so. */
export const describeOnPublicLog = (name: string, suite: (path: string) => void): void => {
  const isThere = existsSync(path)
  const why = 'no ../shared/data/incident_event_log.csv; DESKWRIGHT_SHARED names another folder, docs/guide/replay.md says where the log is'
  describe.skipIf(!isThere)(isThere ? name : `${name} (${why})`, () => suite(path))
}
