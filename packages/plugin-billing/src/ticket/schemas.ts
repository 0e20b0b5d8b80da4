import { about, Currency, Id, optional, type Static, Type, word } from '../schemas.ts'

export const BillingOnTicketInput = Type.Object({}, { description: 'It takes nothing: time and work have operations of their own' })
export interface BillingOnTicketInput extends Static<typeof BillingOnTicketInput> {}

const EstimateOnTicket = Type.Object({
  id: Id,
  number: about(Type.String(), 'Number of the ticket, and which of its estimates it is'),
  state: about(
    Type.Union([word('draft'), word('offered'), word('approved'), word('refused'), word('expired'), word('withdrawn')]),
    '`offered`: the customer decides',
  ),
  revision: about(Type.Integer(), 'The newest'),
  totalMinor: about(Type.Integer(), 'In minor units of the currency'),
  currency: Currency,
})
/** `ticket.ext.billing`: what was worked and is offered, as far as the reader may know. */
export const BillingOnTicket = Type.Object(
  {
    minutes: optional(
      about(
        Type.Integer(),
        'Worked, as far as the reader may see it; absent for whoever may not. Customers: what is approved, where the contract says so',
      ),
    ),
    unapprovedMinutes: optional(about(Type.Integer(), 'Of those, what nobody has approved yet')),
    openWorkLines: optional(about(Type.Integer(), 'Work lines that are neither done nor cancelled')),
    estimate: optional(about(EstimateOnTicket, 'The newest that is not withdrawn; absent: none, or the reader may not know of it')),
  },
  { description: 'Time, work and estimates of the ticket' },
)
export interface BillingOnTicket extends Static<typeof BillingOnTicket> {}
