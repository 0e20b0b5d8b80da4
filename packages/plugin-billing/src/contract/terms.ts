import { about, Code, Id, Minor, nullable, optional, type Static, Type, word } from '../schemas.ts'

const Fee = Type.Object(
  {
    minor: about(Minor, 'For a whole period'),
    timing: about(Type.Union([word('advance'), word('arrears')]), 'Whether a period is charged when it begins or when it is over'),
    priceItemId: about(Id, 'What stands on the invoice, and whose tax class it has'),
    isProrated: about(Type.Boolean(), 'Of a period that the contract covers in part: by days; false: the whole fee'),
  },
  { title: 'BillingFee' },
)
const IncludedSet = Type.Object(
  {
    key: about(Code, 'By which it is counted from period to period'),
    priceItemIds: about(Type.Array(Id, { maxItems: 100, uniqueItems: true }), 'Which works and services it is of; none: all work'),
    measure: about(
      Type.Union([word('minutes'), word('visits'), word('units')]),
      'What is counted: minutes of work; visits (a ticket on a day); thousandths of units of services and goods that are named',
    ),
    quantity: about(Type.Integer({ minimum: 1, maximum: 1_000_000_000 }), 'How much of it each period includes'),
    hasRollover: about(Type.Boolean(), 'Whether what is left of a period can be used in the next one, and in no later one'),
    overageMinor: about(nullable(Minor), 'What an hour or unit costs when it is used up; null: the price that holds without it'),
  },
  { title: 'BillingIncludedSet' },
)
/** What is agreed in a contract, as a whole: an amendment is another whole. */
export const Terms = Type.Object(
  {
    fee: about(nullable(Fee), 'What is charged for every period; null: nothing'),
    included: about(Type.Array(IncludedSet, { maxItems: 20 }), 'What every period includes; the first one that fits is used first'),
    prices: about(
      Type.Array(Type.Object({ priceItemId: Id, minor: about(Minor, 'Of an hour or unit') }, { description: 'A price of this contract' }), {
        maxItems: 500,
      }),
      'Prices that hold instead of those of the list',
    ),
    stepMinutes: about(Type.Integer({ minimum: 1, maximum: 480 }), 'Time of each entry is rounded up to a multiple of it'),
    minimumMinutes: about(Type.Integer({ minimum: 0, maximum: 1440 }), 'What each entry counts at least, before it is rounded'),
    objectIds: optional(
      about(
        Type.Array(Id, { maxItems: 200, uniqueItems: true }),
        'Places of the equipment plugin that it covers; without these and `itemIds`: everything of the company',
      ),
    ),
    itemIds: optional(about(Type.Array(Id, { maxItems: 200, uniqueItems: true }), 'Equipment that it covers')),
    showsTime: about(Type.Boolean(), 'Whether the customer sees time entries'),
  },
  { title: 'BillingTerms' },
)
export interface Terms extends Static<typeof Terms> {}
export type IncludedSet = Static<typeof IncludedSet>
