import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import type { Acting } from '../operation/audience.ts'
import type { Machine } from './machine.ts'

/** Why a ticket of this type can't be opened this way: `machine.not_for_customers` (403), `machine.channel_refused` (422), or null. */
export const openingRefusal = (machine: Machine, by: { readonly acting: Acting; readonly channel: string }): DeskError | null => {
  if (machine.openedBy === 'staff' && by.acting === 'customer') return coreError('machine.not_for_customers', { name: machine.typeId })
  return machine.channelRules[by.channel] === 'refuse'
    ? coreError('machine.channel_refused', { type: machine.typeId, channel: by.channel })
    : null
}
