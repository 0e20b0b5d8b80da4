import type { IndexMark } from '../operation/index-mark.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { indexCompany, indexDocument, indexPerson } from './index-documents.ts'
import { indexTicket, type TicketMarks } from './index-ticket.ts'

/** Brings the index to what the unit of work has made of the rows: everything that it marked, each thing once. */
export async function indexChanges(unit: UnitOfWork, marks: readonly IndexMark[]): Promise<void> {
  const tickets = new Map<string, TicketMarks>()
  const others = new Map<string, () => Promise<void>>()
  const ofTicket = (id: string): TicketMarks => {
    const found = tickets.get(id) ?? { isNew: false, isChanged: false, hasParticipants: false, written: [], gone: [] }
    tickets.set(id, found)
    return found
  }
  for (const mark of marks)
    switch (mark.kind) {
      case 'message':
        ofTicket(mark.ticketId).written.push(mark)
        break
      case 'message_gone':
        ofTicket(mark.ticketId).gone.push(mark)
        break
      case 'ticket_created':
        ofTicket(mark.ticketId).isNew = true
        break
      case 'ticket_changed':
        ofTicket(mark.ticketId).isChanged = true
        break
      case 'participants_changed':
        ofTicket(mark.ticketId).hasParticipants = true
        break
      case 'person':
        others.set(`person ${mark.id}`, () => indexPerson(unit, mark.id))
        break
      case 'company':
        others.set(`company ${mark.id}`, () => indexCompany(unit, mark.id))
        break
      case 'document':
        others.set(`${mark.documentKind} ${mark.id}`, () => indexDocument(unit, mark.documentKind, mark.id, mark.document))
        break
    }
  for (const [id, ticketMarks] of tickets) await indexTicket(unit, id, ticketMarks)
  for (const index of others.values()) await index()
}
