export interface PaymentTables {
  billing_payment: PaymentTable
  billing_allocation: AllocationTable
}

export interface PaymentTable {
  id: string
  company_id: string
  currency: string
  amount_minor: number
  received_on: string
  method: string
  reference: string | null
  note: string | null
  created_by: string
  created_at: string
}

/** Which part of a payment pays which invoice. */
export interface AllocationTable {
  payment_id: string
  invoice_id: string
  amount_minor: number
}
