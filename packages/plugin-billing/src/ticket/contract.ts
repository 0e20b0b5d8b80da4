export interface TicketWorkEvents {
  'billing.work_moved': { ticketId: string }
}
