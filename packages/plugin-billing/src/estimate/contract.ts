import type {
  ApproveEstimate,
  CreateEstimate,
  DueEstimateList,
  DueEstimates,
  Estimate,
  EstimateById,
  EstimateList,
  EstimatePage,
  EstimatesOfTicket,
  ListEstimates,
  RefuseEstimate,
  UpdateEstimate,
} from './schemas.ts'

export interface EstimateService {
  /** Of a ticket, newest first. Customers get what was offered to their company, where they may decide on estimates. */
  estimates(input: EstimatesOfTicket): Promise<EstimateList>
  estimate(input: EstimateById): Promise<Estimate>
  /** Over all tickets that the caller sees, newest first; customers get what was offered to the company that they act for. */
  allEstimates(input: ListEstimates): Promise<EstimatePage>
  /** Puts work lines of a ticket together. Throws `billing.estimate_line`, `billing.estimate_currencies`. */
  createEstimate(input: CreateEstimate): Promise<Estimate>
  /** What was offered before gets a new revision, and the approval is void. */
  updateEstimate(input: UpdateEstimate): Promise<Estimate>
  /** Shows it to the customer, who decides on it as a whole. */
  offerEstimate(input: EstimateById): Promise<Estimate>
  /** Takes it back; its lines are drafts again. */
  withdrawEstimate(input: EstimateById): Promise<Estimate>
  /** Holds its prices. Throws `billing.estimate_beyond_authority`, `billing.estimate_changed`, `billing.estimate_expired`. */
  approveEstimate(input: ApproveEstimate): Promise<Estimate>
  refuseEstimate(input: RefuseEstimate): Promise<Estimate>
  /** What the job asks for. */
  dueEstimates(input: DueEstimates): Promise<DueEstimateList>
  /** Ends an offer whose day has passed; one that was decided on meanwhile stays as it is. */
  expireEstimate(input: EstimateById): Promise<Estimate>
}

export interface EstimateEvents {
  'billing.estimate_created': { ticketId: string; estimateId: string }
  'billing.estimate_changed': { ticketId: string; estimateId: string; revision: number }
  'billing.estimate_offered': { ticketId: string; estimateId: string; revision: number }
  'billing.estimate_approved': { ticketId: string; estimateId: string; revision: number }
  'billing.estimate_refused': { ticketId: string; estimateId: string; revision: number }
  'billing.estimate_expired': { ticketId: string; estimateId: string; revision: number }
  'billing.estimate_withdrawn': { ticketId: string; estimateId: string }
}

export interface EstimateJobs {
  expireEstimates: {}
}
