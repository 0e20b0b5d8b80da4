import { account, setAccount } from '../account/account.ts'
import { creditInvoice } from './credit.ts'
import { contractLeft } from './left.ts'
import { overrideVerdict } from './override.ts'
import { invoice, invoices, whyCharged } from './read-invoices.ts'
import { issueInvoice, previewInvoice } from './run.ts'

export const invoiceOperations = {
  previewInvoice,
  issueInvoice,
  contractLeft,
  invoices,
  invoice,
  creditInvoice,
  whyCharged,
  overrideVerdict,
  account,
  setAccount,
}

export const invoiceEvents = {
  'billing.invoice_issued': { subject: 'invoiceId', title: 'Invoice issued', audience: 'staff' },
  'billing.invoice_credited': { subject: 'invoiceId', title: 'Invoice credited', audience: 'staff' },
  'billing.verdict_overridden': { subject: 'ticketId', title: 'Decided what is charged', audience: 'staff' },
  'billing.account_saved': { subject: 'companyId', title: 'Billing of the company changed', audience: 'staff' },
} as const
