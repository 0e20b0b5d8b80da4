import Type, { type Static } from 'typebox'
import type { Ticket } from '../ticket/contract.ts'
import { TicketView } from '../ticket/schemas.ts'
import { about, Id, Instant, NextCursor, nullable, OpenObject, pageInput, staffOnly } from '../value/schema.ts'

/** A message of a ticket, as a line of a history shows it. */
const Contact = Type.Object(
  {
    id: Id,
    at: Instant,
    channel: about(Type.String(), 'How it came in: `portal`, `mail`, `phone`, …'),
    author: about(
      Type.Object({
        kind: about(Type.String(), '`person`, `plugin` or `system`'),
        id: about(Type.String(), 'Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know'),
        name: about(Type.String(), 'As the reader may know them'),
      }),
      'Who wrote it',
    ),
    acting: about(Type.Union([Type.Literal('staff'), Type.Literal('customer')]), 'In which capacity it was written'),
    visibility: staffOnly(about(Type.Union([Type.Literal('public'), Type.Literal('internal')]), '`internal`: customers never see it')),
    text: about(Type.String(), 'How it begins: at most 300 characters'),
  },
  { title: 'Contact' },
)
export interface Contact extends Static<typeof Contact> {}

export const HistoryEntry = Type.Object(
  {
    kind: about(Type.String(), '`ticket`, or `<plugin>.<kind>`'),
    id: about(Type.String(), 'Of the ticket, or the plugin’s own'),
    at: Instant,
    title: about(Type.String(), 'Subject of the ticket, or what the plugin calls it'),
    ticketId: about(nullable(Id), 'Of a ticket’s entry the ticket, of a plugin’s the one that it belongs to; null: none'),
    ticket: about(nullable(TicketView), 'The ticket itself; null: it is a plugin’s entry'),
    contacts: about(Type.Array(Contact), 'The newest messages of the ticket, newest first'),
    hasMoreContacts: about(Type.Boolean(), 'There are older messages than these'),
    data: about(OpenObject, 'Of a plugin’s entry: what it says of itself'),
  },
  { title: 'HistoryEntry' },
)
export interface HistoryEntry extends Static<typeof HistoryEntry> {}
export const HistoryPage = Type.Object(
  { items: about(Type.Array(HistoryEntry), 'What is on this page'), nextCursor: NextCursor },
  { title: 'HistoryPage' },
)
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
