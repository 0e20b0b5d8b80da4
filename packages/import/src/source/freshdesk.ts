import type { Reader, SourceCompany, SourceFile, SourceMessage, SourcePerson, SourceRecord, SourceTicket } from './shapes.ts'
import { filled, idIn, idsIn, instantIn, isRecord, known, owedId, owedInstant, textIn, textsIn, type Value, wordIn } from './value.ts'

const statuses: Readonly<Record<string, string>> = { 2: 'open', 3: 'pending', 4: 'resolved', 5: 'closed' }
const priorities: Readonly<Record<string, string>> = { 1: 'low', 2: 'medium', 3: 'high', 4: 'urgent' }
const channels: Readonly<Record<string, string>> = { 1: 'mail', 2: 'portal', 3: 'phone', 7: 'chat', 9: 'portal', 10: 'mail' }

/** Tickets (with `include=description,stats,requester`), conversations, contacts, companies, agents and groups of the Freshdesk API, version 2. */
export const freshdesk: Reader = {
  kinds: {
    tickets: 'ticket',
    ticket: 'ticket',
    conversations: 'conversation',
    conversation: 'conversation',
    contacts: 'contact',
    contact: 'contact',
    agents: 'agent',
    agent: 'agent',
    companies: 'company',
    company: 'company',
    groups: 'group',
    group: 'group',
  },
  read({ kind, value, ofId }): readonly SourceRecord[] {
    if (kind === 'ticket') return [ticket(value)]
    if (kind === 'conversation') return [conversation(value, idIn(value['ticket_id']) ?? ofId ?? owedId(value, 'ticket_id'))]
    if (kind === 'contact') return [person(value, value, false)]
    // What an agent is called stands in the contact that belongs to it, under the same id.
    if (kind === 'agent') return [person(value, isRecord(value['contact']) ? value['contact'] : value, true)]
    if (kind === 'company')
      return [
        known<SourceCompany>({
          kind: 'company',
          id: owedId(value),
          name: wordIn(value['name']) ?? `#${owedId(value)}`,
          externalId: undefined,
          createdAt: instantIn(value['created_at']),
        }),
      ]
    return [{ kind: 'word', of: 'team', id: owedId(value), name: wordIn(value['name']) ?? owedId(value) }]
  },
}

const wordOf = (words: Readonly<Record<string, string>>, value: unknown): string => {
  const code = idIn(value)
  return code === undefined ? '' : (words[code] ?? code)
}

function ticket(value: Value): SourceTicket {
  const id = owedId(value)
  const stats = isRecord(value['stats']) ? value['stats'] : {}
  const createdAt = owedInstant(value, 'created_at')
  const updatedAt = instantIn(value['updated_at']) ?? createdAt
  const status = wordOf(statuses, value['status'])
  const requesterId = idIn(value['requester_id'])
  const description: SourceMessage = known<SourceMessage>({
    kind: 'message',
    // The request has no id of its own there.
    id: `description:${id}`,
    ticketId: id,
    authorId: requesterId,
    acting: 'customer',
    isPublic: true,
    text: textIn(value['description_text']),
    html: textIn(value['description']),
    at: createdAt,
    channel: channels[idIn(value['source']) ?? ''],
    files: filesIn(value['attachments']),
    mergedIds: undefined,
  })
  const said = description.text !== undefined || description.html !== undefined || description.files.length > 0
  const conversations = Array.isArray(value['conversations']) ? value['conversations'] : []
  const messages = conversations.flatMap((one: unknown) => (isRecord(one) ? [conversation(one, id)] : []))
  return known<SourceTicket>({
    kind: 'ticket',
    id,
    number: id,
    subject: wordIn(value['subject']) ?? `#${id}`,
    type: wordIn(value['type']) ?? '',
    status,
    priority: wordOf(priorities, value['priority']),
    team: idIn(value['group_id']) ?? '',
    requesterId,
    companyId: idIn(value['company_id']),
    assigneeId: idIn(value['responder_id']),
    tags: textsIn(value['tags']),
    ccIds: [],
    channel: channels[idIn(value['source']) ?? ''],
    language: undefined,
    fields: filled(isRecord(value['custom_fields']) ? value['custom_fields'] : {}),
    createdAt,
    updatedAt,
    resolvedAt: instantIn(stats['resolved_at']),
    closedAt: instantIn(stats['closed_at']),
    isDeleted: value['deleted'] === true || value['spam'] === true || undefined,
    messages: said ? [description, ...messages] : messages,
  })
}

const conversation = (value: Value, ticketId: string): SourceMessage =>
  known<SourceMessage>({
    kind: 'message',
    id: owedId(value),
    ticketId,
    authorId: idIn(value['user_id']),
    acting: value['incoming'] === true ? 'customer' : undefined,
    isPublic: value['private'] !== true,
    text: textIn(value['body_text']),
    html: textIn(value['body']),
    at: owedInstant(value, 'created_at'),
    channel: undefined,
    files: filesIn(value['attachments']),
    mergedIds: undefined,
  })

const filesIn = (value: unknown): SourceFile[] =>
  Array.isArray(value)
    ? value.flatMap((file: unknown) => {
        const id = isRecord(file) ? idIn(file['id']) : undefined
        return isRecord(file) && id !== undefined ? [{ id, name: wordIn(file['name']) ?? id }] : []
      })
    : []

function person(value: Value, named: Value, isStaff: boolean): SourcePerson {
  const others = Array.isArray(value['other_companies']) ? value['other_companies'] : []
  return known<SourcePerson>({
    kind: 'person',
    id: owedId(value),
    name: wordIn(named['name']) ?? wordIn(named['email']) ?? `#${owedId(value)}`,
    email: wordIn(named['email']),
    externalId: wordIn(value['unique_external_id']),
    language: wordIn(named['language']),
    companyIds: [
      ...new Set(idsIn([value['company_id'], ...others.map((one: unknown) => (isRecord(one) ? one['company_id'] : undefined))])),
    ],
    isStaff,
    // `active` only says that somebody has verified themselves.
    isGone: value['deleted'] === true || named['deleted'] === true || value['blocked'] === true,
    createdAt: instantIn(value['created_at']),
  })
}
