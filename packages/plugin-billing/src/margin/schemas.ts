import { about, Currency, Day, Id, nullable, optional, type Static, Type, word } from '../schemas.ts'

const By = Type.Union([word('contract'), word('company'), word('ticket'), word('person'), word('month')])
export type By = Static<typeof By>
const money = (what: string) => about(Type.Integer(), `${what}, in minor units of the currency`)
const figures = {
  minutes: about(Type.Integer(), 'Worked'),
  uncostedMinutes: about(Type.Integer(), 'Of those, hours of people without a cost: counted here, and not free'),
  unapprovedMinutes: about(Type.Integer(), 'Of those, what nobody has approved yet'),
  uncostedLines: about(Type.Integer(), 'Goods that are done and have no cost'),
  exactMinor: money('Invoiced in lines that point to the work, without tax, less what was credited'),
  allocatedMinor: money(
    'Invoiced without pointing to work (fees, prepaid hours): by contract as it is, by ticket and person shared out by hours',
  ),
  labourMinor: money('What the hours cost'),
  materialMinor: money('What the goods cost'),
  marginMinor: money('What is left'),
  marginPercent: about(nullable(Type.String()), 'Of what was invoiced, as decimal text such as 12.5; null: nothing was'),
}
const Figures = Type.Object(figures, { title: 'BillingMarginFigures' })
export type Figures = Static<typeof Figures>
const MarginRow = Type.Object(
  {
    key: about(nullable(Type.String()), 'Id of the contract, company, ticket or person, or the month; null: what belongs to none'),
    label: about(nullable(Type.String()), 'Number of the contract, or name of the company or person; null: none, or not to be known'),
    ...figures,
  },
  { title: 'BillingMarginRow' },
)
export type MarginRow = Static<typeof MarginRow>
export const Margin = Type.Object(
  {
    currency: Currency,
    total: about(Figures, 'Of everything, also of what is not listed'),
    unallocatedMinor: money('Fees of contracts on which nobody worked, so that nobody can be given a share; by ticket and person only'),
    leftOut: about(Type.Array(Type.String()), 'Currencies that were left out, as they were asked to be; none: empty'),
    count: about(Type.Integer(), 'How many there are'),
    items: about(Type.Array(MarginRow), 'Of those, as many as were asked for'),
  },
  { title: 'BillingMargin' },
)
export interface Margin extends Static<typeof Margin> {}
const period = {
  from: about(Day, 'First day; what is invoiced counts on the day of its work, a fee on the first day of its period'),
  until: about(Day, 'The day behind the last one'),
  currency: optional(about(Currency, 'The desk’s: what is in others is left out. Unless told, others are an error')),
}
export const AskMargin = Type.Object({
  by: about(By, 'What it is of'),
  ...period,
  companyId: optional(about(Id, 'Of this company alone')),
  contractId: optional(about(Id, 'Of this contract alone')),
  order: optional(about(Type.Union([word('worst'), word('best')]), 'Which come first: the worst unless told')),
  limit: optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'How many are listed; 100 unless told' })),
})
export interface AskMargin extends Static<typeof AskMargin> {}

const Suggestion = Type.Object(
  {
    periods: about(Type.Integer(), 'For how many the fee was invoiced'),
    feeMinor: money('The fee of one of them, on average'),
    neededMinor: money('What it would have to be to cover what the work costs'),
  },
  { title: 'BillingFeeSuggestion' },
)
export type Suggestion = Static<typeof Suggestion>
export const WorstContracts = Type.Object(
  {
    currency: Currency,
    items: about(
      Type.Array(
        Type.Object(
          {
            contractId: Id,
            number: about(Type.String(), 'Of the contract'),
            companyId: Id,
            ...figures,
            suggestion: about(nullable(Suggestion), 'Null: the fee covers the work, or there is none'),
          },
          { title: 'BillingWorstContract' },
        ),
      ),
      'The ten that leave least, the worst first',
    ),
  },
  { title: 'BillingWorstContracts' },
)
export interface WorstContracts extends Static<typeof WorstContracts> {}
export const AskWorst = Type.Object(period)
export interface AskWorst extends Static<typeof AskWorst> {}
