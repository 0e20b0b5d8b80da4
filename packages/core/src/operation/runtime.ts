import type { Kysely } from 'kysely'
import type { GrantsFor, Veto } from '../access/host-access.ts'
import type { RoleCache } from '../access/role-cache.ts'
import type { DeskFiles } from '../file/desk-files.ts'
import type { WakeCalls } from '../hook/wake-calls.ts'
import type { LiveFeed } from '../live/feed.ts'
import type { SearchDocument } from '../plugin/plugin-spec.ts'
import type { Store, TransactionSource, Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import type { Cursors } from '../value/cursor.ts'
import type { Afterwards } from './afterwards.ts'
import type { AuditLog } from './audit-log.ts'
import type { Caller } from './caller.ts'
import type { Composition } from './composition.ts'
import type { IndexedDocument, IndexMark } from './index-mark.ts'
import type { KeyUses } from './key-uses.ts'
import type { Logger } from './logger.ts'
import type { ScopedReads } from './scoped-reads.ts'
import type { CallContext, PerformTransition, UnitOfWork } from './unit-of-work.ts'
import type { EnqueueOptions } from './work.ts'

export type CoreDb = Kysely<CoreTables>

/** A composition with a store: one desk. Nothing in it is per call. */
export interface Runtime {
  readonly composition: Composition
  readonly store: Store
  /** Milliseconds since 1970: the injected clock. */
  readonly clock: () => number
  /** What is done was done before, and is only written down: nothing follows from it. */
  readonly isPast: boolean
  /** UUIDv7. */
  readonly newId: () => string
  readonly log: Logger
  readonly audit: AuditLog
  /** What plugins write down after the answer. */
  readonly afterwards: Afterwards
  /** When keys were used last. */
  readonly keyUses: KeyUses
  readonly roles: RoleCache
  /** Statements of plugins that were built before. */
  readonly reads: ScopedReads
  readonly grantsFor: GrantsFor | undefined
  readonly veto: Veto | undefined
  /** External ids that get the administrator's role when first seen. */
  readonly admins: readonly string[]
  /** Checks every output against its schema: in tests. */
  readonly checkOutputs: boolean
  /** Type of tickets that are opened without one. */
  readonly defaultType: string
  /** By a secret that is the same for all processes of a desk. */
  readonly cursors: Cursors
  /** Other processes' calls that there are events. */
  readonly calls: WakeCalls
  /** What open streams are fed from. */
  readonly live: LiveFeed
  readonly performTransition: PerformTransition
  /** Brings what rules gave somebody to what the host vouches for now; core's provisioning brings it. */
  readonly provision: (context: CallContext, personId: string) => Promise<unknown>
  /** A plugin's document in the words of the index; throws `search.document_invalid`. */
  readonly documentOf: (plugin: string, kind: string, document: SearchDocument) => IndexedDocument
  /** Brings the search index to what the unit of work has made of the rows; core's search brings it. */
  readonly indexChanges: (unit: UnitOfWork, marks: readonly IndexMark[]) => Promise<void>
  readonly files: DeskFiles
  /** The groups of operations for a caller; in the host's transaction when `source` is one. */
  /** Puts a job into the queue, in the transaction. */
  enqueue(tx: Tx, job: string, input: object, options: EnqueueOptions, causeId: string | null): Promise<void>
  servicesFor(caller: Caller, source?: TransactionSource): object
  /** Something was committed: the worker in this process may look at once. */
  wake(): void
}
