/** English; the other languages stand in `texts/`, by the same keys as everybody's titles. */
export const permissionTitles = {
  'billing.price_see': { title: 'See prices' },
  'billing.price_change': { title: 'Change prices and taxes' },
  'billing.time_own': { title: 'Enter own time' },
  'billing.time_all': { title: 'See and enter the time of everybody' },
  'billing.time_approve': { title: 'Approve time' },
  'billing.work': { title: 'See and write work lines and estimates' },
  'billing.estimate_approve': { title: 'Approve estimates' },
  'billing.contract_see': { title: 'See contracts' },
  'billing.contract_change': { title: 'Change contracts' },
  'billing.invoice_see': { title: 'See invoices, payments and statements' },
  'billing.invoice_issue': { title: 'Issue invoices and enter payments' },
  'billing.override': { title: 'Override what is charged' },
  'billing.cost': { title: 'See and change labour cost' },
  'billing.margin': { title: 'See margins' },
} as const
export type BillingPermission = keyof typeof permissionTitles

/** Which tickets somebody sees is for other roles to say: over the whole desk, these are about billing alone. */
export const roles = {
  'billing.bookkeeper': {
    title: 'Bills: prices, contracts, invoices, payments',
    capacity: 'staff',
    permissions: [
      'company.read',
      'person.read',
      'file.stage',
      'billing.price_see',
      'billing.price_change',
      'billing.time_own',
      'billing.time_all',
      'billing.time_approve',
      'billing.work',
      'billing.contract_see',
      'billing.contract_change',
      'billing.invoice_see',
      'billing.invoice_issue',
      'billing.override',
    ],
  },
  'billing.dispatcher': {
    title: 'Plans work, approves time, decides what is charged',
    capacity: 'staff',
    permissions: [
      'company.read',
      'person.read',
      'billing.price_see',
      'billing.time_own',
      'billing.time_all',
      'billing.time_approve',
      'billing.work',
      'billing.contract_see',
      'billing.override',
    ],
  },
  'billing.technician': {
    title: 'Enters own time and work',
    capacity: 'staff',
    permissions: ['billing.price_see', 'billing.time_own', 'billing.work'],
  },
  'billing.controller': {
    title: 'Sees cost and margin',
    capacity: 'staff',
    permissions: ['company.read', 'person.read', 'billing.contract_see', 'billing.invoice_see', 'billing.cost', 'billing.margin'],
  },
  'billing.customer_approver': { title: 'Approves estimates', capacity: 'customer', permissions: ['billing.estimate_approve'] },
  'billing.customer_finance': {
    title: 'Sees contracts and invoices',
    capacity: 'customer',
    permissions: ['billing.contract_see', 'billing.invoice_see'],
  },
} as const
