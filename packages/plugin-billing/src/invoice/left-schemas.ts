import { about, Code, Day, Id, nullable, optional, type Static, Type, word } from '../schemas.ts'

export const LeftOf = Type.Object({ contractId: Id, on: optional(about(Day, 'In the period of this day; today unless told')) })
export interface LeftOf extends Static<typeof LeftOf> {}
export const ContractLeft = Type.Object(
  {
    contractId: Id,
    on: about(Day, 'The day that it is about'),
    period: about(
      nullable(
        Type.Object(
          { from: about(Day, 'First day'), until: about(Day, 'First day after it') },
          { description: 'From one anchor day to the next' },
        ),
      ),
      'The period of that day; null: the contract is not in force then',
    ),
    sets: about(
      Type.Array(
        Type.Object(
          {
            key: about(Code, 'By which it is counted from period to period'),
            of: about(Type.Array(Type.String()), 'Names of the works and services that it is of; none: all work'),
            measure: about(
              Type.Union([word('minutes'), word('visits'), word('units')]),
              'What is counted: minutes of work, visits, or thousandths of units',
            ),
            quantity: about(Type.Integer(), 'How much of it the period includes'),
            rolledOver: about(Type.Integer(), 'How much the period before had left, where the contract lets it be used'),
            used: about(Type.Integer(), 'How much is used, on invoices and by approved work that will be on one'),
            left: about(Type.Integer(), 'How much can still be used in the period'),
          },
          { title: 'BillingIncludedLeft' },
        ),
      ),
      'What the period includes',
    ),
    prepaid: about(
      Type.Array(
        Type.Object(
          {
            id: Id,
            boughtOn: about(Day, 'First day on which it can be used'),
            expiresOn: about(nullable(Day), 'First day on which it can no longer be used; null: never'),
            minutes: about(Type.Integer(), 'How much was bought'),
            used: about(Type.Integer(), 'How much is used, on invoices and by approved work that will be on one'),
            left: about(Type.Integer(), 'How much can still be used'),
          },
          { title: 'BillingPrepaidLeft' },
        ),
      ),
      'Hours bought in advance that can be used on that day, in the order in which they are used',
    ),
  },
  { title: 'BillingContractLeft' },
)
export interface ContractLeft extends Static<typeof ContractLeft> {}
