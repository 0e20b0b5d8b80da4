import type { AddWorkLine, ListWorkLines, UpdateWorkLine, WorkLine, WorkLineById, WorkLinePage } from './schemas.ts'

export interface WorkLineService {
  /** Work and goods of a ticket, in the order in which they were entered. */
  workLines(input: ListWorkLines): Promise<WorkLinePage>
  /** Throws `billing.price_missing` where the item has no price in the currency of the contract. */
  addWorkLine(input: AddWorkLine): Promise<WorkLine>
  /** What stands on an estimate changes the estimate: a new revision, and no approval any more. Throws `billing.work_line_state`. */
  updateWorkLine(input: UpdateWorkLine): Promise<WorkLine>
  /** It is done, and due. Throws `billing.work_line_state` of what is offered and not yet approved, `billing.price_not_agreed`. */
  finishWorkLine(input: WorkLineById): Promise<WorkLine>
  /** It is not done after all. Throws `billing.work_invoiced`. */
  reopenWorkLine(input: WorkLineById): Promise<WorkLine>
  /** It will not be done. */
  cancelWorkLine(input: WorkLineById): Promise<WorkLine>
}

export interface WorkLineEvents {
  'billing.work_line_added': { ticketId: string; lineId: string }
  'billing.work_line_changed': { ticketId: string; lineId: string }
  'billing.work_line_done': { ticketId: string; lineId: string }
  'billing.work_line_reopened': { ticketId: string; lineId: string }
  'billing.work_line_cancelled': { ticketId: string; lineId: string }
}
