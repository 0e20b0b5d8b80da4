import type { FetchMount } from '../../http/fetchable.ts'
import type { RunningWorker, TickCounts } from '../../job/worker.ts'
import type { PluginContract } from '../../plugin/contract.ts'
import type { Desk } from '../desk.ts'
import type { TenantWorkOptions } from './tenant-work.ts'

/** What came of one tenant: a value, or what it failed by. */
export type TenantOutcome<T = void> =
  | { readonly tenant: string; readonly value: T; readonly error?: never }
  | { readonly tenant: string; readonly error: unknown; readonly value?: never }

/** The desks of many tenants: made by `createDesks`. */
export interface Desks<C extends PluginContract = never> {
  /** Runs with one tenant's desk, which stays open meanwhile. Throws `tenant.unknown`, `tenant.closed`, `tenant.clash`, and `store.…` where its database can't be used. */
  with<T>(tenant: string, run: (desk: Desk<C>) => Promise<T>): Promise<T>
  /** The desk of the tenant that `tenantOf` names; 404 where there is none. For the adapters, like a desk's own. */
  fetch(request: Request, mount?: FetchMount): Promise<Response>
  /** The same, where the host knows the tenant. */
  fetchFor(tenant: string, request: Request, mount?: FetchMount): Promise<Response>
  /** Makes the desk of a tenant that `locate` knows and that has none. Throws `tenant.unknown`, `tenant.exists`. */
  create(tenant: string): Promise<void>
  /** Every tenant's database, a few at a time; one that fails holds up nobody. */
  migrate(): Promise<readonly TenantOutcome[]>
  /** One bounded pass of what happens after commits, for every tenant: for cron and tests. */
  tick(): Promise<readonly TenantOutcome<TickCounts>[]>
  /** The same in a loop, in this process. */
  startWorker(options?: TenantWorkOptions): RunningWorker
  /** Closes a tenant's desk once nobody uses it, so that its file can be moved or removed. */
  release(tenant: string): Promise<void>
  /** Takes nobody any more, waits for what is under way, ten seconds at most, and closes everything that it opened. */
  close(): Promise<void>
  /** The tenant for which the code at hand runs: in a request, in `with`, in a handler or job. Throws `tenant.none_here`. */
  readonly current: string
  /** How many desks are open. */
  readonly openCount: number
}
