import { forContract, type Reader, type Reading, type Work, type Writer } from '@deskwright/core'
import type { KbContract } from './contract.ts'
import type { KbTables } from './tables.ts'

/** What every operation of the knowledge base is declared with. */
export const kit = forContract<KbContract>()

// biome-ignore lint/suspicious/noExplicitAny: whatever permission the operation declares
export type KbReading = Reading<KbContract, any>
// biome-ignore lint/suspicious/noExplicitAny: as above
export type KbWork = Work<KbContract, any>
export type KbReader = Reader<KbTables>
export type KbWriter = Writer<KbTables>
