import Type, { type Static } from 'typebox'
import type { Ticket } from '../ticket/contract.ts'
import { TicketView } from '../ticket/schemas.ts'
import { Id, Instant, NextCursor, nullable, OpenObject, pageInput, staffOnly } from '../value/schema.ts'

/** A message of a ticket, as a line of a history shows it. */
const Contact = Type.Object(
  {
    id: Id,
    at: Instant,
    channel: Type.String(),
    author: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
    acting: Type.Union([Type.Literal('staff'), Type.Literal('customer')]),
    visibility: staffOnly(Type.Union([Type.Literal('public'), Type.Literal('internal')])),
    /** How it begins: at most 300 characters. */
    text: Type.String(),
  },
  { title: 'Contact' },
)
export interface Contact extends Static<typeof Contact> {}

export const HistoryEntry = Type.Object(
  {
    /** `ticket`, or `<plugin>.<kind>`. */
    kind: Type.String(),
    id: Type.String(),
    at: Instant,
    title: Type.String(),
    /** Of a ticket's entry the ticket, of a plugin's the one that it belongs to. */
    ticketId: nullable(Id),
    ticket: nullable(TicketView),
    /** The newest messages of the ticket, newest first. */
    contacts: Type.Array(Contact),
    hasMoreContacts: Type.Boolean(),
    /** Of a plugin's entry: what it says of itself. */
    data: OpenObject,
  },
  { title: 'HistoryEntry' },
)
export interface HistoryEntry extends Static<typeof HistoryEntry> {}
export const HistoryPage = Type.Object({ items: Type.Array(HistoryEntry), nextCursor: NextCursor }, { title: 'HistoryPage' })
export interface HistoryPage extends Static<typeof HistoryPage> {}
export const HistoryOfPerson = Type.Object({ personId: Id, ...pageInput })
export interface HistoryOfPerson extends Static<typeof HistoryOfPerson> {}
export const HistoryOfCompany = Type.Object({ companyId: Id, ...pageInput })
export interface HistoryOfCompany extends Static<typeof HistoryOfCompany> {}

type EntryOf<X> = Omit<HistoryEntry, 'ticket'> & { ticket: Ticket<X> | null }
export interface HistoryService<X = never> {
  /** Everything with somebody, as requester or in copy, over all companies that the reader may see; newest first. */
  ofPerson(input: HistoryOfPerson): Promise<{ items: EntryOf<X>[]; nextCursor: string | null }>
  /** Everything with a company, over all its contacts. */
  ofCompany(input: HistoryOfCompany): Promise<{ items: EntryOf<X>[]; nextCursor: string | null }>
}
export interface HistoryContract<X = never> {
  id: 'history'
  service: HistoryService<X>
}
