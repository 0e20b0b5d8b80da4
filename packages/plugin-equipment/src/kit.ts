import { type ContractKit, forContract } from '@deskwright/core'
import type { EquipmentContract } from './contract.ts'

type Kit = ContractKit<EquipmentContract>

export const kit: Kit = forContract<EquipmentContract>()
export const command: Kit['command'] = kit.command
export const query: Kit['query'] = kit.query
export const stream: Kit['stream'] = kit.stream
export const prepared: Kit['prepared'] = kit.prepared
export const ticketExtension: Kit['ticketExtension'] = kit.ticketExtension
