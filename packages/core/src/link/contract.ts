import type { LinkRole } from '../machine/link-kinds.ts'
import type { CoreTables } from '../tables.ts'
import type { AddLink, LinkPage, LinkView, ListLinks, RemoveLink } from './schemas.ts'

export interface LinksService {
  /** Links a ticket to another one that the caller sees: `role` is what the ticket is to the other. */
  add(input: AddLink): Promise<LinkView>
  remove(input: RemoveLink): Promise<LinkPage>
  /** The links of a ticket from its end, newest first; those to tickets that the reader may not see are not there. */
  list(input: ListLinks): Promise<LinkPage>
}

export interface LinksContract {
  id: 'links'
  service: LinksService
  permissions: 'ticket.link' | 'ticket.read'
  events: {
    /** Once for each end. `role` is what the ticket is to the other. */
    'ticket.linked': { ticketId: string; otherId: string; role: LinkRole }
    'ticket.unlinked': { ticketId: string; otherId: string; role: LinkRole }
  }
  tables: CoreTables
}
