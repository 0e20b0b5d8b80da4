import { createHash } from 'node:crypto'
import type { MapFile, MessageColumns, TicketColumns } from '../mapping/map-file.ts'
import {
  type RawRecord,
  type Reader,
  type SourceCompany,
  type SourceMessage,
  type SourcePerson,
  type SourceRecord,
  type SourceTicket,
  Unreadable,
} from './shapes.ts'
import { filled, instantIn, known, type Value, wordIn } from './value.ts'

const yes = /^(?:true|yes|y|1|agent|staff|public)$/i

/** Tables that somebody has written or exported, by the columns that the mapping names. People and companies are made from the rows of tickets. */
export function csvReader(csv: NonNullable<MapFile['csv']>): Reader {
  return {
    kinds: {},
    read({ kind, value }: RawRecord): readonly SourceRecord[] {
      if (kind === 'ticket') return ticketRow(value, csv.tickets.columns)
      return csv.messages ? messageRow(value, csv.messages.columns) : []
    },
  }
}

const cell = (row: Value, column: string | undefined): string | undefined => (column === undefined ? undefined : wordIn(row[column]))

function owed(row: Value, column: string): string {
  const value = cell(row, column)
  if (value === undefined) throw new Unreadable(`'${column}' is empty`)
  return value
}

function timeIn(row: Value, column: string | undefined): string | undefined {
  const value = cell(row, column)
  if (value === undefined) return undefined
  const instant = instantIn(value)
  if (instant === undefined)
    throw new Unreadable(`'${column}' is no time (${value.slice(0, 40)}); write 2024-05-31 14:00 or 2024-05-31T14:00:00Z`)
  return instant
}

/** An id that tells nobody's address. */
const digest = (word: string): string => createHash('sha256').update(word.toLowerCase()).digest('base64url').slice(0, 22)

function personOf(
  email: string | undefined,
  name: string | undefined,
  isStaff: boolean,
  companyIds: readonly string[],
): SourcePerson | undefined {
  const said = email ?? name
  if (said === undefined) return undefined
  return known<SourcePerson>({
    kind: 'person',
    id: `${email === undefined ? 'name' : 'mail'}:${digest(said)}`,
    name: name ?? said,
    email,
    companyIds,
    isStaff,
    isGone: false,
  })
}

function ticketRow(row: Value, columns: TicketColumns): readonly SourceRecord[] {
  const id = owed(row, columns.id)
  const createdAt = timeIn(row, columns.createdAt)
  if (createdAt === undefined) throw new Unreadable(`'${columns.createdAt}' is empty`)
  const companyName = cell(row, columns.company)
  const company: SourceCompany | undefined =
    companyName === undefined ? undefined : { kind: 'company', id: `name:${digest(companyName)}`, name: companyName }
  const requester = personOf(cell(row, columns.requesterEmail), cell(row, columns.requesterName), false, company ? [company.id] : [])
  const assignee = personOf(cell(row, columns.assigneeEmail), cell(row, columns.assigneeName), true, [])
  const body = cell(row, columns.body)
  const message: SourceMessage | undefined =
    body === undefined
      ? undefined
      : known<SourceMessage>({
          kind: 'message',
          id: `body:${id}`,
          ticketId: id,
          authorId: requester?.id,
          acting: 'customer',
          isPublic: true,
          text: body,
          at: createdAt,
          files: [],
        })
  const closedAt = timeIn(row, columns.closedAt)
  const ticket = known<SourceTicket>({
    kind: 'ticket',
    id,
    number: id,
    subject: owed(row, columns.subject),
    type: cell(row, columns.type) ?? '',
    status: cell(row, columns.status) ?? '',
    priority: cell(row, columns.priority) ?? '',
    team: cell(row, columns.team) ?? '',
    requesterId: requester?.id,
    companyId: company?.id,
    assigneeId: assignee?.id,
    tags: (cell(row, columns.tags) ?? '')
      .split(/[,;]/)
      .map((tag) => tag.trim())
      .filter(Boolean),
    ccIds: [],
    channel: cell(row, columns.channel),
    language: cell(row, columns.language),
    fields: filled(Object.fromEntries((columns.fields ?? []).map((column) => [column, cell(row, column)]))),
    createdAt,
    updatedAt: timeIn(row, columns.updatedAt) ?? closedAt ?? createdAt,
    resolvedAt: timeIn(row, columns.resolvedAt) ?? closedAt,
    closedAt,
    messages: message ? [message] : [],
  })
  return [company, requester, assignee, ticket].filter((one) => one !== undefined)
}

function messageRow(row: Value, columns: MessageColumns): readonly SourceRecord[] {
  const ticketId = owed(row, columns.ticketId)
  const at = timeIn(row, columns.createdAt)
  if (at === undefined) throw new Unreadable(`'${columns.createdAt}' is empty`)
  const text = owed(row, columns.body)
  const isStaff = yes.test(cell(row, columns.isStaff) ?? '')
  const author = personOf(cell(row, columns.authorEmail), cell(row, columns.authorName), isStaff, [])
  const visible = cell(row, columns.isPublic)
  const message = known<SourceMessage>({
    kind: 'message',
    // The same row is the same message, wherever it stands the next time.
    id: cell(row, columns.id) ?? `row:${digest([ticketId, at, author?.id, text].join('\n'))}`,
    ticketId,
    authorId: author?.id,
    acting: isStaff ? 'staff' : undefined,
    isPublic: visible === undefined || yes.test(visible),
    text,
    at,
    files: [],
  })
  return author ? [author, message] : [message]
}
