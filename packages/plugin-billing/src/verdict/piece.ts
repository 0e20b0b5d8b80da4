/** A piece of work as the verdict sees it: a time entry or a work line, whoever keeps it. */
export interface WorkPiece {
  /** `time:<id>` or `line:<id>`. */
  readonly key: string
  readonly kind: 'time' | 'line'
  readonly ticketId: string
  readonly personId: string | null
  /** `YYYY-MM-DD`. */
  readonly workedOn: string
  /** Of time: as they were worked. */
  readonly minutes: number
  /** Of a line: thousandths of the unit. */
  readonly quantity: number
  /** What it is charged by; null: there is nothing, which is a fault and never free. */
  readonly priceItemId: string | null
  readonly isBillable: boolean
  readonly reason: string | null
  readonly isWarranty: boolean
  /** Of a line whose estimate was approved: this price per unit, and no other. */
  readonly agreedMinor: number | null
}
