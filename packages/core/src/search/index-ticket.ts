import { shownTexts } from '../merge/conversation.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { addPosting, changePosting, insertPosting } from './postings.ts'
import { type HeadRow, participantsOf, ticketHead } from './ticket-head.ts'
import { textSpaces, textTokens } from './token.ts'

interface MarkedText {
  readonly visibility: 'public' | 'internal'
  readonly body: string
}
/** What happened to one ticket. */
export interface TicketMarks {
  isNew: boolean
  isChanged: boolean
  hasParticipants: boolean
  readonly written: MarkedText[]
  readonly gone: MarkedText[]
}

const headColumns = ['number', 'subject', 'team_id', 'company_id', 'requester_id', 'assignee_id'] as const

export const messageTokens = (texts: Iterable<MarkedText>): Set<string> => {
  const tokens = new Set<string>()
  for (const { visibility, body } of texts) for (const token of textTokens(textSpaces[visibility], body)) tokens.add(token)
  return tokens
}

/** The row of the ticket is locked by the command that changed it, and so is its place in the index. */
export async function indexTicket(unit: UnitOfWork, ticketId: string, marks: TicketMarks): Promise<void> {
  const row = unit.tickets.known(ticketId)?.row ?? (await readRow(unit, ticketId))
  if (!row) return
  const { number } = row
  if (marks.isNew) {
    insertPosting(
      unit,
      number,
      ticketHead(unit.tx.kind, row, marks.hasParticipants ? await participantsOf(unit, ticketId) : []),
      // What was said and taken back before it was ever committed is in no index.
      messageTokens(marks.gone.length ? await shownTexts(unit, ticketId) : marks.written),
    )
    return
  }
  if (!marks.isChanged && !marks.hasParticipants && !marks.gone.length) {
    addPosting(unit, number, messageTokens(marks.written))
    return
  }
  await changePosting(unit, number, {
    head: ticketHead(unit.tx.kind, row, await participantsOf(unit, ticketId)),
    written: messageTokens(marks.written),
    gone: marks.gone.length ? await goneTokens(unit, ticketId, marks.gone) : [],
  })
}

const readRow = (unit: UnitOfWork, ticketId: string): Promise<HeadRow | undefined> =>
  unit.db.selectFrom('ticket').select(headColumns).where('id', '=', ticketId).executeTakeFirst()

/** Words of texts that are gone, but for those that still stand in another message of the same visibility. */
async function goneTokens(unit: UnitOfWork, ticketId: string, gone: readonly MarkedText[]): Promise<string[]> {
  const left = messageTokens(await shownTexts(unit, ticketId))
  return [...messageTokens(gone)].filter((token) => !left.has(token))
}

/** Everything of a ticket, from its rows; what was in the index is taken out first. For a ticket that is locked. */
export async function indexWholeTicket(unit: UnitOfWork, row: HeadRow & { readonly id: string }): Promise<void> {
  const messages = await shownTexts(unit, row.id)
  insertPosting(unit, row.number, ticketHead(unit.tx.kind, row, await participantsOf(unit, row.id)), messageTokens(messages))
}
