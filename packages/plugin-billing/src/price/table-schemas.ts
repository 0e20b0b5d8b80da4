import { about, Id, optional, type Static, Type } from '../schemas.ts'

export const ImportPrices = Type.Object({
  table: Type.String({
    minLength: 1,
    maxLength: 500_000,
    description: 'CSV with a header: `code,name,kind,group,unit,tax_class,currency,price,valid_from,valid_until`; one line for each price',
  }),
  isDryRun: optional(about(Type.Boolean(), 'Looks and says what would be, and changes nothing; not unless told')),
})
export interface ImportPrices extends Static<typeof ImportPrices> {}
export const ImportedPrices = Type.Object(
  {
    id: about(Id, 'Of this import'),
    lines: about(Type.Integer(), 'Lines below the header'),
    created: about(Type.Integer(), 'Items that are new'),
    changed: about(Type.Integer(), 'Items whose name, group, unit or tax class changed'),
    prices: about(Type.Integer(), 'Prices that were set'),
    faults: about(
      Type.Array(
        Type.Object(
          {
            line: about(Type.Integer(), 'Line of the file; the header is the first'),
            column: about(Type.String(), 'Which column is not right; empty: the line as a whole'),
            message: about(Type.String(), 'What is not right'),
          },
          { description: 'A line that is not right' },
        ),
      ),
      'Every line that is not right; where there is one, nothing was changed',
    ),
  },
  { title: 'BillingImportedPrices' },
)
export interface ImportedPrices extends Static<typeof ImportedPrices> {}
