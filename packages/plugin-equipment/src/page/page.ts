import type { PageSpec } from '@deskwright/core'
import type { EquipmentContract } from '../contract.ts'

export type Page = PageSpec<EquipmentContract>
/** Operations as the reader. */
export type Desk = Parameters<Page['render']>[0]
