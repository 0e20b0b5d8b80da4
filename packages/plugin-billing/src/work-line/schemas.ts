import {
  about,
  Currency,
  Day,
  Id,
  Instant,
  Line,
  Minor,
  NextCursor,
  nullable,
  optional,
  pageInput,
  Quantity,
  type Static,
  Type,
  Version,
  word,
} from '../schemas.ts'

const State = Type.Union([word('draft'), word('estimate'), word('approved'), word('done'), word('invoiced'), word('cancelled')])
const facts = {
  quantity: Quantity,
  workedOn: optional(about(Day, 'The day of it; today unless told')),
  personId: optional(about(nullable(Id), 'Who does it; null: it is not said')),
  itemId: optional(about(nullable(Id), 'The equipment of the ticket that it is for: the main one unless told; null: none')),
  priceMinor: optional(
    about(nullable(Minor), 'A price of its own for one unit, by right, held by an approved estimate; null: that of the list'),
  ),
  isBillable: optional(about(Type.Boolean(), 'True unless told')),
  reason: optional(about(Line, 'Why it is not charged: owed by whoever says so')),
}
export const WorkLine = Type.Object(
  {
    id: Id,
    ticketId: Id,
    companyId: about(nullable(Id), 'Whose ticket it is; null: nobody’s'),
    contractId: about(nullable(Id), 'The contract that it is charged by; null: none'),
    priceItemId: Id,
    name: about(Type.String(), 'Of the item, as it was then'),
    quantity: about(Type.Integer(), 'In thousandths of the unit'),
    unit: about(Type.String(), 'What one is'),
    currency: Currency,
    priceMinor: about(Type.Integer(), 'Of one unit, as it is offered, in minor units of the currency'),
    amountMinor: about(Type.Integer(), 'Of all of them, in minor units of the currency; zero where it is not charged'),
    hasOwnPrice: about(Type.Boolean(), 'True: not that of the list'),
    isPriceAgreed: about(Type.Boolean(), 'True: an approved estimate holds the price'),
    isBillable: about(Type.Boolean(), 'Whether it is to be charged'),
    reason: about(nullable(Type.String()), 'Why it is not charged; null: it is'),
    workedOn: about(Day, 'The day of it'),
    personId: about(nullable(Type.String()), 'Who does it; null: it is not said'),
    itemId: about(nullable(Id), 'The equipment that it is for; null: none'),
    isWarranty: about(Type.Boolean(), 'Whether that equipment was in warranty when the ticket was opened'),
    state: about(State, '`draft`; on an `estimate`; `approved`; `done`, which is charged; `invoiced`; `cancelled`'),
    estimateId: about(nullable(Id), 'The estimate that offers it; null: none'),
    version: Version,
    createdAt: Instant,
  },
  { title: 'BillingWorkLine' },
)
export interface WorkLine extends Static<typeof WorkLine> {}
export const WorkLinePage = Type.Object(
  { items: about(Type.Array(WorkLine), 'What is on this page'), nextCursor: NextCursor },
  { title: 'BillingWorkLinePage' },
)
export interface WorkLinePage extends Static<typeof WorkLinePage> {}
export const ListWorkLines = Type.Object({ ticketId: Id, ...pageInput })
export interface ListWorkLines extends Static<typeof ListWorkLines> {}
export const AddWorkLine = Type.Object({ ticketId: Id, priceItemId: Id, ...facts })
export interface AddWorkLine extends Static<typeof AddWorkLine> {}
const expectedVersion = optional(about(Version, '`version` as it was read; if it is another one now, nothing changes'))
export const UpdateWorkLine = Type.Object({
  lineId: Id,
  expectedVersion,
  priceItemId: optional(Id),
  ...facts,
  quantity: optional(Quantity),
})
export interface UpdateWorkLine extends Static<typeof UpdateWorkLine> {}
export const WorkLineById = Type.Object({ lineId: Id, expectedVersion })
export interface WorkLineById extends Static<typeof WorkLineById> {}
