import type { ReportedTicket, ReportItem } from './schemas.ts'

export interface ItemTicketService {
  /** Opens a ticket about an item: what "report a problem with this device" does. */
  report(input: ReportItem): Promise<ReportedTicket>
}

export interface ItemTicketEvents {
  'equipment.ticket_items_changed': { ticketId: string }
}
