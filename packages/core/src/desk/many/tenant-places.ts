import { existsSync, mkdirSync, readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { coreError } from '../../error/core-errors.ts'
import { locateDatabase, type PoolLike } from '../../store/database.ts'
import type { TenantPlace, TenantRegistry } from './desks-options.ts'

/** Small letters, so that no two of them are the same file anywhere; no dot, no slash, no name of a device. */
const namePattern = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/

/** Whether it can be a tenant's name: 1 to 40 small letters, digits and hyphens, as in a host name. */
export const isTenantName = (name: unknown): name is string => typeof name === 'string' && namePattern.test(name)

/**
 * A file for each tenant: `<folder>/<tenant>.db`, its files beside it. A tenant is there when its file is; `desks.create(tenant)` makes it.
 * Names are those of `isTenantName`; everything else is no tenant.
 */
export const filePerTenant = (
  folder: string,
  own: (tenant: string) => Omit<TenantPlace, 'database' | 'schema'> = () => ({}),
): TenantRegistry => {
  const at = resolve(folder)
  return {
    locate: (tenant) => (isTenantName(tenant) ? { ...own(tenant), database: `sqlite:${join(at, `${tenant}.db`)}` } : null),
    tenants() {
      mkdirSync(at, { recursive: true })
      return readdirSync(at)
        .filter((file) => file.endsWith('.db'))
        .map((file) => basename(file, '.db'))
        .filter(isTenantName)
    },
  }
}

/**
 * A schema for each tenant on one PostgreSQL: `desk_<tenant>`, hyphens as underscores. `tenants` is the vendor's own list.
 * Names are those of `isTenantName`; everything else is no tenant.
 */
export const schemaPerTenant = (
  database: string | PoolLike,
  tenants: TenantRegistry['tenants'],
  own: (tenant: string) => Omit<TenantPlace, 'database' | 'schema'> = () => ({}),
): TenantRegistry => ({
  locate: (tenant) => (isTenantName(tenant) ? { ...own(tenant), database, schema: `desk_${tenant.replaceAll('-', '_')}` } : null),
  tenants,
})

/** What no two tenants may share: an object or a text. */
export const identitiesOf = ({ database, schema, files }: TenantPlace): readonly unknown[] => [
  ...identityOfDatabase(database, schema),
  ...(files?.storage ? [files.storage] : []),
]

const identityOfDatabase = (database: TenantPlace['database'], schema = 'deskwright'): readonly unknown[] => {
  const location = locateDatabase(database)
  switch (location.at) {
    case 'sqlite': {
      const { file, shared } = location.source
      if (shared) return [shared]
      return [file === ':memory:' ? {} : `file ${realPath(file)}`]
    }
    case 'postgres':
      return [`${location.url} ${schema}`]
    case 'pool':
      return [`${idOf(location.pool)} ${schema}`]
    case 'dialect':
      // A dialect says nothing of what is behind it: with the schema it has to be enough.
      return [`${idOf(location.dialect)} ${schema}`]
  }
}

interface Numbered {
  '~desks'?: string
}

/** Kept at the pool itself, as desks of two copies of core may share it. */
const idOf = (owner: object & Numbered): string => {
  owner['~desks'] ??= `pool ${process.hrtime.bigint()}`
  return owner['~desks']
}

const realPath = (file: string): string => (existsSync(file) ? realpathSync.native(file) : file)

/** Opening a file would make it. Throws `tenant.unknown` where there is none. */
export const expectFile = ({ database }: TenantPlace): void => {
  const location = locateDatabase(database)
  if (location.at === 'sqlite' && !location.source.shared && location.source.file !== ':memory:' && !existsSync(location.source.file))
    throw coreError('tenant.unknown')
}

/** For a file that is about to be made. */
export const makeFolder = ({ database }: TenantPlace): void => {
  const location = locateDatabase(database)
  if (location.at === 'sqlite' && location.source.file !== ':memory:') mkdirSync(dirname(location.source.file), { recursive: true })
}
