import { type ContractKit, forContract, type Reader, type Writer } from '@deskwright/core'
import type { ImportsContract } from './contract.ts'
import type { ImportTables } from './tables.ts'

export const kit: ContractKit<ImportsContract> = forContract<ImportsContract>()
export type ImportReader = Reader<ImportTables>
export type ImportWriter = Writer<ImportTables>
