import type { TicketFacts } from '@deskwright/core'
import { chooseContract } from '../contract/choose-contract.ts'
import { billingError } from '../errors.ts'
import type { AnyWork } from '../kit.ts'
import { equipmentOn } from './equipment.ts'

export interface PlaceOfWork {
  readonly company_id: string | null
  readonly contract_id: string | null
  readonly item_id: string | null
  readonly is_warranty: boolean
}

/**
 * Whose work it is, by which contract, on what: the equipment named, the ticket's main one where nothing is said, or none (null). Throws
 * `billing.item_not_on_ticket`.
 */
export async function placeWork(work: AnyWork, ticket: TicketFacts, day: string, itemId: string | null | undefined): Promise<PlaceOfWork> {
  const onTicket = await equipmentOn(work, ticket.id)
  const item = itemId === undefined ? onTicket.find(({ isMain }) => isMain) : onTicket.find((one) => one.itemId === itemId)
  if (typeof itemId === 'string' && !item) throw billingError('billing.item_not_on_ticket')
  const covered = item ? [item] : onTicket
  const contractId =
    ticket.companyId === null
      ? null
      : await chooseContract(work, {
          companyId: ticket.companyId,
          day,
          itemIds: covered.map((one) => one.itemId),
          objectIds: covered.flatMap(({ objectIds }) => objectIds),
        })
  return { company_id: ticket.companyId, contract_id: contractId, item_id: item?.itemId ?? null, is_warranty: item?.isInWarranty ?? false }
}
