export interface DescribedTable {
  readonly kind: string
  /** Logical. */
  readonly name: string
  readonly lines: readonly string[]
}

/** The words at the head of a definition, each database in its own case: `CREATE UNIQUE INDEX`, `PRIMARY KEY`. */
export const createdHead = /^(?:create )?((?:unique )?index|trigger|primary key|unique|check|foreign key|exclude)\b/i
export const shortHead = (_head: string, what: string): string => what.toLowerCase()
