import type { Awaitable, PluginContract, SeenBy } from './contract.ts'

/** Something that is wrong with what a plugin keeps. The message says what to do. */
export interface UpkeepFinding {
  /** `error`: something is wrong or lost. `warning`: it will be, or it is unusual. */
  readonly severity: 'error' | 'warning'
  /** With the plugin's id in front: `kb.search_outdated`. */
  readonly code: string
  readonly message: string
}
export interface RenewOptions {
  /** Also what seems right. */
  readonly fromScratch: boolean
  readonly signal?: AbortSignal
}

/** Of what a plugin derives from other rows and keeps beside them, such as an index of its own. */
export interface Upkeep<C extends PluginContract> {
  /** For `desk.doctor()`: looks, and changes nothing. */
  check(asPlugin: SeenBy<C>): Awaitable<readonly UpkeepFinding[]>
  /** For `desk.reindex()`: makes it whole, in steps that are each a transaction, and gives how many documents it has made anew. */
  renew(asPlugin: SeenBy<C>, options: RenewOptions): Awaitable<number>
}
