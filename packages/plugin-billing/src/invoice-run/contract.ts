import type {
  AdvanceInvoiceRun,
  DueInvoicePage,
  DueInvoices,
  InvoiceRun,
  InvoiceRunById,
  InvoiceRunPage,
  ListInvoiceRuns,
  ListRunOutcomes,
  RunOutcomePage,
  StartInvoiceRun,
} from './schemas.ts'

export interface InvoiceRunService {
  /** The preview of a run: what would be invoiced on a day, by contract, and what stands in the way. */
  dueInvoices(input: DueInvoices): Promise<DueInvoicePage>
  /** Issues all of it in the background, a part at a time. What is blocked is left out, and the next run takes it. */
  startInvoiceRun(input: StartInvoiceRun): Promise<InvoiceRun>
  invoiceRuns(input: ListInvoiceRuns): Promise<InvoiceRunPage>
  invoiceRun(input: InvoiceRunById): Promise<InvoiceRun>
  /** What became of each contract that the run has looked at. */
  invoiceRunOutcomes(input: ListRunOutcomes): Promise<RunOutcomePage>
  /** For a run that stands still, such as after its job was given up: it goes on where it was. */
  resumeInvoiceRun(input: InvoiceRunById): Promise<InvoiceRun>
  /** For the plugin's job: the next part of a run, in one transaction. */
  advanceInvoiceRun(input: AdvanceInvoiceRun): Promise<InvoiceRun>
}

export interface InvoiceRunEvents {
  'billing.run_started': { runId: string }
  'billing.run_resumed': { runId: string }
  'billing.run_advanced': { runId: string }
}

export interface InvoiceRunJobs {
  invoiceRun: { runId: string }
}
