import type { ColumnKind } from '../value/column-kind.ts'

/** Where a parameter of a prepared statement goes, and the column that says how to convert it. */
export class Slot {
  readonly name: string
  readonly kind: ColumnKind | undefined
  readonly column: string
  constructor(name: string, kind: ColumnKind | undefined, column: string) {
    this.name = name
    this.kind = kind
    this.column = column
  }
}
