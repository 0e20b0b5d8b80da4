import type { FilesOptions } from '../../file/files-options.ts'
import type { Person } from '../../operation/actor.ts'
import type { Awaitable } from '../../plugin/contract.ts'
import type { DeskPlugin } from '../../plugin/plugin-spec.ts'
import type { Database } from '../../store/database.ts'
import type { DeskOptions } from '../desk-options.ts'

/** Where one tenant's desk is, and what is its own. */
export interface TenantPlace {
  /** A file of its own, or the server that all share: desks with the same address share its pool. */
  readonly database: Database
  /** PostgreSQL: a schema of its own. */
  readonly schema?: string
  /** Where its files are kept: never in the storage of another tenant, as each desk clears away what it does not know. On SQLite beside the file unless told. */
  readonly files?: FilesOptions
  /** External ids of its first administrators. */
  readonly admins?: readonly string[]
}

/** Which tenants there are: the vendor's own registry. */
export interface TenantRegistry {
  /**
   * Where a tenant's desk is; null where there is no such tenant. The name comes from outside: look it up, and never put it into a path or a schema
   * unchecked (`filePerTenant` and `schemaPerTenant` do both).
   */
  locate(tenant: string): Awaitable<TenantPlace | null>
  /** All tenants, for what has to happen without a request: retries, jobs, deadlines, migrations. */
  tenants(): Awaitable<Iterable<string>> | AsyncIterable<string>
}

export interface DesksOptions<P extends readonly DeskPlugin[]>
  extends TenantRegistry,
    Omit<DeskOptions<P>, 'database' | 'files' | 'admins' | 'identify' | 'queue' | 'worker'> {
  /** Which tenant a request is for, from its host name or path; null: none. What is answered then does not differ from an unknown tenant's. */
  readonly tenantOf?: (request: Request) => Awaitable<string | null>
  /** Who sent a request, at this tenant: somebody of another one is nobody here. */
  readonly identify?: (request: Request, tenant: string) => Awaitable<Person | null>
  /** Desks that nobody has used for so long are closed, in ms; 60 000 unless told. */
  readonly idleMs?: number
  /** So many desks are kept open at once, as far as they are not all at work; 100 unless told. */
  readonly maxOpen?: number
  /** Whether a desk whose database is behind is migrated when it is opened; true unless told. A new tenant's is made by `create` alone. */
  readonly migrates?: boolean
  /** Works through deliveries and jobs of all tenants in this process as soon as it serves requests; true unless told. */
  readonly worker?: boolean
}
