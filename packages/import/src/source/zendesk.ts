import type { Reader, SourceCompany, SourceFile, SourceMessage, SourcePerson, SourceRecord, SourceTicket } from './shapes.ts'
import { filled, idIn, idsIn, instantIn, isRecord, known, owedId, owedInstant, textIn, textsIn, type Value, wordIn } from './value.ts'

/** Tickets, comments, users, organizations and groups as the Zendesk Support API gives them, page by page or by the incremental export. */
export const zendesk: Reader = {
  kinds: {
    tickets: 'ticket',
    ticket: 'ticket',
    comments: 'comment',
    comment: 'comment',
    ticket_comments: 'comment',
    users: 'user',
    user: 'user',
    organizations: 'organization',
    organization: 'organization',
    groups: 'group',
    group: 'group',
  },
  read({ kind, value, ofId }): readonly SourceRecord[] {
    if (kind === 'ticket') return [ticket(value)]
    if (kind === 'comment') return [comment(value, idIn(value['ticket_id']) ?? ofId ?? owedId(value, 'ticket_id'))]
    if (kind === 'user') return [user(value)]
    if (kind === 'organization')
      return [
        known<SourceCompany>({
          kind: 'company',
          id: owedId(value),
          name: wordIn(value['name']) ?? `#${owedId(value)}`,
          externalId: wordIn(value['external_id']),
          createdAt: instantIn(value['created_at']),
        }),
      ]
    return [{ kind: 'word', of: 'team', id: owedId(value), name: wordIn(value['name']) ?? owedId(value) }]
  },
}

function ticket(value: Value): SourceTicket {
  const id = owedId(value)
  const metrics = isRecord(value['metric_set']) ? value['metric_set'] : {}
  const via = isRecord(value['via']) ? value['via'] : {}
  const createdAt = owedInstant(value, 'created_at')
  const status = wordIn(value['status']) ?? ''
  const custom = Array.isArray(value['custom_fields']) ? value['custom_fields'] : []
  const fields = custom.flatMap((field: unknown): [string, unknown][] => {
    const name = isRecord(field) ? idIn(field['id']) : undefined
    return isRecord(field) && name !== undefined ? [[name, field['value']]] : []
  })
  const comments = Array.isArray(value['comments']) ? value['comments'] : []
  const description = textIn(value['description'])
  const messages = comments.flatMap((one: unknown) => (isRecord(one) ? [comment(one, id)] : []))
  return known<SourceTicket>({
    kind: 'ticket',
    id,
    number: id,
    subject: wordIn(value['subject']) ?? wordIn(value['raw_subject']) ?? firstLine(description) ?? `#${id}`,
    type: wordIn(value['type']) ?? '',
    status,
    priority: wordIn(value['priority']) ?? '',
    team: idIn(value['group_id']) ?? '',
    requesterId: idIn(value['requester_id']),
    companyId: idIn(value['organization_id']),
    assigneeId: idIn(value['assignee_id']),
    tags: textsIn(value['tags']),
    ccIds: idsIn(value['email_cc_ids'] ?? value['collaborator_ids']),
    channel: wordIn(via['channel']),
    language: undefined,
    fields: filled(Object.fromEntries(fields)),
    createdAt,
    updatedAt: instantIn(value['updated_at']) ?? createdAt,
    resolvedAt: instantIn(metrics['solved_at']),
    closedAt: status === 'closed' ? (instantIn(metrics['status_updated_at']) ?? instantIn(value['updated_at'])) : undefined,
    isDeleted: status === 'deleted' || undefined,
    messages,
  })
}

const firstLine = (text: string | undefined): string | undefined => text?.split('\n').find((line) => line.trim() !== '')

function comment(value: Value, ticketId: string): SourceMessage {
  const via = isRecord(value['via']) ? value['via'] : {}
  const source = isRecord(via['source']) ? via['source'] : {}
  const from = isRecord(source['from']) ? source['from'] : {}
  const merged = source['rel'] === 'merge' ? [...idsIn([from['ticket_id']]), ...idsIn(from['ticket_ids'])] : []
  return known<SourceMessage>({
    kind: 'message',
    id: owedId(value),
    ticketId,
    authorId: idIn(value['author_id']),
    acting: undefined,
    isPublic: value['public'] !== false,
    text: textIn(value['plain_body']),
    html: textIn(value['html_body']) ?? asHtml(textIn(value['body'])),
    at: owedInstant(value, 'created_at'),
    channel: wordIn(via['channel']),
    files: filesIn(value['attachments']),
    mergedIds: merged.length ? merged.filter((id) => id !== ticketId) : undefined,
  })
}

/** `body` is text, and goes through the same door as HTML would. */
const asHtml = (text: string | undefined): string | undefined =>
  text?.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')

const filesIn = (value: unknown): SourceFile[] =>
  Array.isArray(value)
    ? value.flatMap((file: unknown) => {
        const id = isRecord(file) ? idIn(file['id']) : undefined
        return isRecord(file) && id !== undefined ? [{ id, name: wordIn(file['file_name']) ?? id }] : []
      })
    : []

const user = (value: Value): SourcePerson =>
  known<SourcePerson>({
    kind: 'person',
    id: owedId(value),
    name: wordIn(value['name']) ?? wordIn(value['email']) ?? `#${owedId(value)}`,
    email: wordIn(value['email']),
    externalId: wordIn(value['external_id']),
    language: wordIn(value['locale']),
    companyIds: [...new Set([...idsIn([value['organization_id']]), ...idsIn(value['organization_ids'])])],
    isStaff: value['role'] === 'agent' || value['role'] === 'admin',
    isGone: value['active'] === false || value['suspended'] === true || value['permanently_deleted'] === true,
    createdAt: instantIn(value['created_at']),
  })
