import { kit } from './kit.ts'
import { records } from './migrations/0001-records.ts'
import { personalData } from './personal-data.ts'
import { find, remember } from './record/operations.ts'
import { catalogues } from './texts/catalogues.ts'
import { events, permissions } from './titles.ts'

/** Remembers what was carried over from other desks, so that nothing is carried over twice. `importFrom` asks for it. */
export const imports = kit.definePlugin({
  id: 'imports',
  version: '0.0.0',
  contract: 1,
  operations: { find, remember },
  permissions,
  events,
  migrations: { '0001_records': records },
  texts: catalogues,
  personalData,
})
