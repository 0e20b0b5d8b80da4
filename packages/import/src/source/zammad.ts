import type { Reader, SourceCompany, SourceFile, SourceMessage, SourcePerson, SourceRecord, SourceTicket } from './shapes.ts'
import { filled, idIn, idsIn, instantIn, isRecord, known, owedId, owedInstant, textIn, textsIn, type Value, wordIn } from './value.ts'

/** What every ticket has there; whatever else it has are fields that somebody added. */
const own = new Set(
  `id group_id priority_id state_id organization_id number title owner_id customer_id note first_response_at first_response_escalation_at
  first_response_in_min first_response_diff_in_min close_at close_escalation_at close_in_min close_diff_in_min update_escalation_at update_in_min
  update_diff_in_min last_close_at last_contact_at last_contact_agent_at last_contact_customer_at last_owner_update_at create_article_type_id
  create_article_sender_id article_count escalation_at pending_time type time_unit preferences updated_by_id created_by_id created_at updated_at
  article_ids ticket_time_accounting_ids ticket_time_accounting articles tags group priority state organization owner customer created_by
  updated_by create_article_type create_article_sender checklist_id checklist referencing_checklist_ids referencing_checklists`.split(
    /\s+/,
  ),
)
const roleNames = new Set(['Agent', 'Admin'])
/** Of a fresh installation: administrators, agents. */
const staffRoles = new Set(['1', '2'])

/** Tickets, articles, users, organizations, groups, states and priorities as the REST API of Zammad gives them, with or without `expand=true`. */
export const zammad: Reader = {
  kinds: {
    tickets: 'ticket',
    ticket: 'ticket',
    articles: 'article',
    article: 'article',
    ticket_articles: 'article',
    users: 'user',
    user: 'user',
    organizations: 'organization',
    organization: 'organization',
    groups: 'team',
    group: 'team',
    ticket_states: 'status',
    states: 'status',
    ticket_priorities: 'priority',
    priorities: 'priority',
  },
  read({ kind, value, ofId }): readonly SourceRecord[] {
    if (kind === 'ticket') return [ticket(value)]
    if (kind === 'article') return [article(value, idIn(value['ticket_id']) ?? ofId ?? owedId(value, 'ticket_id'))]
    if (kind === 'user') return [user(value)]
    if (kind === 'organization')
      return [
        known<SourceCompany>({
          kind: 'company',
          id: owedId(value),
          name: wordIn(value['name']) ?? `#${owedId(value)}`,
          externalId: undefined,
          createdAt: instantIn(value['created_at']),
        }),
      ]
    if (kind === 'team' || kind === 'status' || kind === 'priority')
      return [{ kind: 'word', of: kind, id: owedId(value), name: wordIn(value['name']) ?? owedId(value) }]
    return []
  },
}

function ticket(value: Value): SourceTicket {
  const id = owedId(value)
  const createdAt = owedInstant(value, 'created_at')
  const articles = Array.isArray(value['articles']) ? value['articles'] : []
  const closedAt = instantIn(value['last_close_at']) ?? instantIn(value['close_at'])
  const owner = idIn(value['owner_id'])
  return known<SourceTicket>({
    kind: 'ticket',
    id,
    number: idIn(value['number']) ?? id,
    subject: wordIn(value['title']) ?? `#${id}`,
    type: wordIn(value['type']) ?? '',
    status: wordIn(value['state']) ?? idIn(value['state_id']) ?? '',
    priority: wordIn(value['priority']) ?? idIn(value['priority_id']) ?? '',
    team: wordIn(value['group']) ?? idIn(value['group_id']) ?? '',
    requesterId: idIn(value['customer_id']),
    companyId: idIn(value['organization_id']),
    // The first user stands for nobody.
    assigneeId: owner === '1' ? undefined : owner,
    tags: textsIn(value['tags']),
    ccIds: [],
    channel: undefined,
    language: undefined,
    fields: filled(Object.fromEntries(Object.entries(value).filter(([name]) => !own.has(name)))),
    createdAt,
    updatedAt: instantIn(value['updated_at']) ?? createdAt,
    resolvedAt: closedAt,
    closedAt,
    isDeleted: undefined,
    messages: articles.flatMap((one: unknown) => (isRecord(one) ? [article(one, id)] : [])),
  })
}

function article(value: Value, ticketId: string): SourceMessage {
  const isHtml = wordIn(value['content_type'])?.startsWith('text/html') === true
  const sender = wordIn(value['sender'])
  const body = textIn(value['body'])
  return known<SourceMessage>({
    kind: 'message',
    id: owedId(value),
    ticketId,
    // What the system wrote is nobody's, whoever it was written for.
    authorId: sender === 'System' ? undefined : (idIn(value['origin_by_id']) ?? idIn(value['created_by_id'])),
    acting: sender === 'Customer' ? 'customer' : sender === 'Agent' ? 'staff' : undefined,
    isPublic: value['internal'] !== true,
    text: isHtml ? undefined : body,
    html: isHtml ? body : undefined,
    at: owedInstant(value, 'created_at'),
    channel: wordIn(value['type']),
    files: filesIn(value['attachments']),
    mergedIds: undefined,
  })
}

const filesIn = (value: unknown): SourceFile[] =>
  Array.isArray(value)
    ? value.flatMap((file: unknown) => {
        const id = isRecord(file) ? idIn(file['id']) : undefined
        return isRecord(file) && id !== undefined ? [{ id, name: wordIn(file['filename']) ?? id }] : []
      })
    : []

function user(value: Value): SourcePerson {
  const preferences = isRecord(value['preferences']) ? value['preferences'] : {}
  const name = [wordIn(value['firstname']), wordIn(value['lastname'])].filter((part) => part !== undefined && part !== '-').join(' ')
  return known<SourcePerson>({
    kind: 'person',
    id: owedId(value),
    name: name || (wordIn(value['email']) ?? wordIn(value['login']) ?? `#${owedId(value)}`),
    email: wordIn(value['email']),
    externalId: undefined,
    language: wordIn(preferences['locale']),
    companyIds: [...new Set([...idsIn([value['organization_id']]), ...idsIn(value['organization_ids'])])],
    isStaff: textsIn(value['roles']).some((role) => roleNames.has(role)) || idsIn(value['role_ids']).some((role) => staffRoles.has(role)),
    isGone: value['active'] === false,
    createdAt: instantIn(value['created_at']),
  })
}
