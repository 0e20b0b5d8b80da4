import type { PluginContract } from '../plugin/contract.ts'
import { BoundWork } from './bound-work.ts'
import type { CallContext } from './unit-of-work.ts'
import type { Reading } from './work.ts'

/** What core's own operations use behind the work that they share with plugins. */
export const contextOf = <C extends PluginContract, Own extends string>(work: Reading<C, Own>): CallContext => BoundWork.contextOf(work)
