import { advanceInvoiceRun } from './advance-run.ts'
import { dueInvoices, invoiceRun, invoiceRunOutcomes, invoiceRuns } from './read-runs.ts'
import { resumeInvoiceRun, startInvoiceRun } from './start-run.ts'

export const invoiceRunOperations = {
  dueInvoices,
  startInvoiceRun,
  invoiceRuns,
  invoiceRun,
  invoiceRunOutcomes,
  resumeInvoiceRun,
  advanceInvoiceRun,
}

export const invoiceRunEvents = {
  'billing.run_started': { subject: 'runId', title: 'Run of invoices started', audience: 'staff' },
  'billing.run_resumed': { subject: 'runId', title: 'Run of invoices resumed', audience: 'staff' },
  'billing.run_advanced': { subject: 'runId', title: 'Run of invoices went on', audience: 'staff' },
} as const
