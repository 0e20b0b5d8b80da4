import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import { add } from './add.ts'
import type { LinksContract, LinksService } from './contract.ts'
import { list } from './list.ts'
import { remove } from './remove.ts'

export const linkOperations = { add, remove, list } satisfies OperationsOf<LinksService>

const subject = 'ticketId'
/** For staff by themselves: whether a customer may know of a link depends on the other end, which the timeline looks at. */
export const linkEvents = {
  'ticket.linked': { subject, audience: 'staff', title: 'Linked' },
  'ticket.unlinked': { subject, audience: 'staff', title: 'Link removed' },
} as const satisfies { readonly [E in keyof LinksContract['events']]: EventSpec<LinksContract['events'][E]> }
