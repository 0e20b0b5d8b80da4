import {
  about,
  Code,
  Currency,
  Day,
  Id,
  Line,
  Minor,
  NextCursor,
  nullable,
  optional,
  Percent,
  pageInput,
  Short,
  type Static,
  Type,
  Version,
  word,
} from '../schemas.ts'

export const TaxClass = Type.Object(
  {
    id: Id,
    code: about(Code, 'By which tables and invoices name it'),
    name: about(Type.String(), 'As it is shown'),
    rates: about(
      Type.Array(
        Type.Object(
          { from: about(Day, 'First day'), rate: about(Type.String(), 'Percent as decimal text') },
          { description: 'A rate, and from when' },
        ),
      ),
      'In force from their days on, oldest first',
    ),
    version: Version,
  },
  { title: 'BillingTaxClass' },
)
export interface TaxClass extends Static<typeof TaxClass> {}
export const TaxClassList = Type.Object({ items: about(Type.Array(TaxClass), 'All of them, by code') }, { title: 'BillingTaxClassList' })
export interface TaxClassList extends Static<typeof TaxClassList> {}
export const CreateTaxClass = Type.Object({
  code: about(Code, 'By which tables and invoices name it; taken once'),
  name: about(Line, 'As it is shown'),
  rate: about(Percent, 'Percent as decimal text, such as 22'),
  from: about(Day, 'First day of the rate'),
})
export interface CreateTaxClass extends Static<typeof CreateTaxClass> {}
export const SetTaxRate = Type.Object({
  taxClassId: Id,
  rate: about(Percent, 'Percent as decimal text, such as 22'),
  from: about(Day, 'First day of the rate; the one before holds until then'),
})
export interface SetTaxRate extends Static<typeof SetTaxRate> {}

export const PriceGroup = Type.Object(
  { id: Id, name: about(Type.String(), 'As it is shown'), version: Version },
  { title: 'BillingPriceGroup' },
)
export interface PriceGroup extends Static<typeof PriceGroup> {}
export const PriceGroupList = Type.Object(
  { items: about(Type.Array(PriceGroup), 'All of them, by name') },
  { title: 'BillingPriceGroupList' },
)
export interface PriceGroupList extends Static<typeof PriceGroupList> {}
export const CreatePriceGroup = Type.Object({ name: about(Line, 'As it is shown; taken once, but for case and spaces') })
export interface CreatePriceGroup extends Static<typeof CreatePriceGroup> {}

const Kind = Type.Union([word('work'), word('service'), word('goods')])
export const Price = Type.Object(
  {
    currency: Currency,
    minor: about(Minor, 'Of one unit, in minor units of the currency'),
    from: about(Day, 'First day on which it holds'),
    until: about(nullable(Day), 'First day on which it no longer holds; null: until further notice'),
  },
  { title: 'BillingPrice' },
)
export interface Price extends Static<typeof Price> {}
export const PriceItem = Type.Object(
  {
    id: Id,
    code: about(Type.String(), 'What people and tables call it by'),
    kind: about(Kind, 'Work is charged by the hour; services and goods by their unit'),
    name: about(Type.String(), 'As it stands on invoices'),
    groupId: about(nullable(Id), 'The group that it stands in; null: in none'),
    unit: about(Type.String(), 'What one of it is'),
    taxClassId: Id,
    isActive: about(Type.Boolean(), 'False: no longer offered'),
    prices: about(Type.Array(Price), 'By currency, oldest first'),
    version: Version,
  },
  { title: 'BillingPriceItem' },
)
export interface PriceItem extends Static<typeof PriceItem> {}
export const PriceItemPage = Type.Object(
  { items: about(Type.Array(PriceItem), 'What is on this page'), nextCursor: NextCursor },
  { title: 'BillingPriceItemPage' },
)
export interface PriceItemPage extends Static<typeof PriceItemPage> {}
export const ListPrices = Type.Object({
  find: optional(about(Short, 'The beginning of the name or of the code, without case and spaces')),
  groupId: optional(Id),
  kind: optional(about(Kind, 'Work, services or goods only')),
  withInactive: optional(about(Type.Boolean(), 'Also what is no longer offered; not unless told')),
  ...pageInput,
})
export interface ListPrices extends Static<typeof ListPrices> {}
export const PriceItemById = Type.Object({ priceItemId: Id })
export interface PriceItemById extends Static<typeof PriceItemById> {}
export const CreatePriceItem = Type.Object({
  code: about(Short, 'What people and tables call it by; taken once, but for case and spaces'),
  kind: about(Kind, 'Work is charged by the hour; services and goods by their unit'),
  name: about(Line, 'As it stands on invoices'),
  groupId: optional(Id),
  unit: optional(about(Short, 'What one of it is, such as `piece`; of work always `hour`')),
  taxClassId: Id,
})
export interface CreatePriceItem extends Static<typeof CreatePriceItem> {}
export const UpdatePriceItem = Type.Object({
  priceItemId: Id,
  name: optional(about(Line, 'As it stands on invoices')),
  groupId: optional(about(nullable(Id), 'The group that it stands in; null: in none')),
  unit: optional(about(Short, 'What one of it is; of work always `hour`')),
  taxClassId: optional(Id),
  isActive: optional(about(Type.Boolean(), 'False: no longer offered')),
  expectedVersion: optional(Version),
})
export interface UpdatePriceItem extends Static<typeof UpdatePriceItem> {}
export const SetPrice = Type.Object({
  priceItemId: Id,
  currency: Currency,
  minor: about(Minor, 'Of one unit (of work: of an hour), in minor units of the currency'),
  from: about(Day, 'First day on which it holds; a price before ends there'),
  until: optional(about(nullable(Day), 'First day on which it no longer holds; until the next price unless told, null: the same')),
})
export interface SetPrice extends Static<typeof SetPrice> {}
