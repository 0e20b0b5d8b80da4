import { type ContractKit, forContract, type Reader, type Reading, type Work, type Writer } from '@deskwright/core'
import type { BillingContract } from './contract.ts'
import type { BillingTables } from './tables.ts'

type Kit = ContractKit<BillingContract>

export const kit: Kit = forContract<BillingContract>()
export const command: Kit['command'] = kit.command
export const query: Kit['query'] = kit.query
export const stream: Kit['stream'] = kit.stream

/** What functions of this package ask for; whatever the operation's own permission is. */
export type AnyReading = Reading<BillingContract, string>
export type AnyWork = Work<BillingContract, string>
export type BillingReader = Reader<BillingTables>
export type BillingWriter = Writer<BillingTables>
