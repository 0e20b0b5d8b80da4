import Type, { type Static } from 'typebox'
import { Acceptances, Amount, AudienceName, RoleId } from '../approval/contract.ts'
import type { CoreTables } from '../tables.ts'
import { CreateTicket, type TicketView } from '../ticket/schemas.ts'
import {
  about,
  Code,
  ExpectedVersion,
  Id,
  Instant,
  Line,
  NextCursor,
  nullable,
  OpenInput,
  OpenObject,
  pageInput,
  staffOnly,
  Text,
  Version,
} from '../value/schema.ts'
import { byLanguage } from '../value/texts-by-language.ts'

const FieldValues = OpenInput
const Priority = Type.Union([Type.Literal('low'), Type.Literal('normal'), Type.Literal('high'), Type.Literal('urgent')])
const Audience = Type.Union([Type.Literal('staff'), Type.Literal('both'), Type.Literal('companies')])

/** A question that is asked about every ticket that is asked for by the entry. */
const Ask = Type.Object({
  question: about(byLanguage(Line), 'What the approvers are asked, by language'),
  audience: about(AudienceName, '`both`: the requester’s colleagues see it as well; needed where contacts are asked'),
  staffIds: Type.Optional(about(Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }), 'Named staff who are asked')),
  roleId: Type.Optional(
    about(RoleId, 'Everybody who holds it: a staff role in the ticket’s team or over all, a customer role in the requester’s company'),
  ),
  needed: about(Acceptances, 'Acceptances that it takes: `one`, `all`, or a number'),
  requesterMayApprove: Type.Optional(about(Type.Boolean(), 'The requester is asked as well where they hold the role')),
  amount: Type.Optional(about(Amount, 'What it costs: contacts are asked whose limit in the company covers it')),
})
/** A command of the ticket's type, which the desk performs by itself. */
const Foreseen = Type.Object({
  command: about(Code, 'Name of a command of the ticket’s type'),
  input: Type.Optional(about(FieldValues, 'The command’s input')),
})

/** What an entry says: copied into the ticket that is asked for by it, and kept by version. */
export const CatalogueContent = Type.Object({
  titles: about(byLanguage(Line), 'By language'),
  descriptions: Type.Optional(about(byLanguage(Text), 'By language')),
  category: Type.Optional(about(byLanguage(Line), 'Heading under which it is listed, by language')),
  icon: Type.Optional(about(Code, 'Name of an icon that pages know')),
  type: about(Code, 'Type of the ticket'),
  subjects: about(byLanguage(Line), 'Subject of the ticket unless another is given, by language'),
  message: Type.Optional(
    about(
      Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')]),
      'Whether the requester writes a message with it; `optional` unless told.',
    ),
  ),
  teamId: Type.Optional(about(Id, 'Team of the ticket; that of its type unless told')),
  priority: Type.Optional(about(Priority, 'Priority of the ticket; that of its type unless told')),
  impact: Type.Optional(about(Code, 'Impact of the ticket: a level of its type')),
  urgency: Type.Optional(about(Code, 'Urgency of the ticket: a level of its type')),
  preset: Type.Optional(about(FieldValues, 'Custom fields that are filled in already')),
  checklists: Type.Optional(
    about(Type.Array(Id, { maxItems: 10, uniqueItems: true }), 'Templates of checklists that are copied onto the ticket'),
  ),
  approval: Type.Optional(
    about(
      Type.Object({
        asks: about(Type.Array(Ask, { minItems: 1, maxItems: 5 }), 'The questions'),
        accepted: Type.Optional(about(Foreseen, 'What is done once all are accepted')),
        refused: Type.Optional(about(Foreseen, 'What is done once one is refused')),
      }),
      'Approvals that the ticket waits for from the beginning. `accepted` and `refused` name what is done once they are decided; without, or where the ticket does not allow it then, the type’s own triggers say.',
    ),
  ),
  asked: Type.Optional(
    about(
      Type.Array(
        Type.Object({
          field: about(Code, 'Name of a field'),
          required: Type.Optional(about(Type.Boolean(), 'It has to be filled in; as the type says unless told')),
        }),
        { maxItems: 100 },
      ),
      'Custom fields that the requester fills in, in this order; of the type’s fields no other',
    ),
  ),
})
export interface CatalogueContent extends Static<typeof CatalogueContent> {}

const place = {
  audience: about(
    Audience,
    '`staff` alone; `both`: all customers as well; `companies`: contacts of those that are listed. Staff see every entry',
  ),
  companyIds: Type.Optional(
    about(Type.Array(Id, { maxItems: 1000, uniqueItems: true }), 'The companies that an entry for `companies` is for'),
  ),
  position: Type.Optional(about(Type.Integer({ minimum: 0, maximum: 1_000_000 }), 'Place in the list; the smallest comes first')),
  isActive: Type.Optional(about(Type.Boolean(), 'False: nobody can ask for it')),
}

export const CatalogueEntry = Type.Object(
  {
    id: Id,
    version: Version,
    title: about(Type.String(), 'In the reader’s language, as the other texts here'),
    description: about(nullable(Type.String()), 'Null: there is none'),
    category: about(nullable(Type.String()), 'Heading under which it is listed; null: none'),
    icon: about(nullable(Type.String()), 'Name of an icon that pages know; null: none'),
    type: about(Code, 'Type of the ticket'),
    subject: about(Type.String(), 'Subject of the ticket unless another is given'),
    message: about(
      Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')]),
      'Whether the requester writes a message with it',
    ),
    needsApproval: about(Type.Boolean(), 'Somebody has to approve it before anything is done'),
    form: about(OpenObject, 'JSON Schema of the fields that are asked for: what pages draw and `request` takes as `fields`'),
    audience: staffOnly(about(Audience, 'Who may ask for it')),
    companyIds: staffOnly(about(Type.Array(Id), 'Whose contacts, of an entry for `companies`')),
    position: staffOnly(about(Type.Integer(), 'Place in the list; the smallest comes first')),
    isActive: staffOnly(about(Type.Boolean(), 'False: nobody can ask for it')),
    content: staffOnly(about(CatalogueContent, 'In every language, with what is filled in')),
    updatedAt: Instant,
  },
  { title: 'CatalogueEntry' },
)
export interface CatalogueEntry extends Static<typeof CatalogueEntry> {}
export const CataloguePage = Type.Object(
  { items: about(Type.Array(CatalogueEntry), 'What is on this page'), nextCursor: NextCursor },
  { title: 'CataloguePage' },
)
export interface CataloguePage extends Static<typeof CataloguePage> {}

export const CreateCatalogueEntry = Type.Object({ ...place, content: about(CatalogueContent, 'What the entry says') })
export interface CreateCatalogueEntry extends Static<typeof CreateCatalogueEntry> {}
export const UpdateCatalogueEntry = Type.Object({
  catalogueEntryId: Id,
  audience: Type.Optional(about(Audience, 'Who may ask for it')),
  companyIds: place.companyIds,
  position: place.position,
  isActive: place.isActive,
  content: Type.Optional(about(CatalogueContent, 'The whole of it')),
  expectedVersion: Type.Optional(ExpectedVersion),
})
export interface UpdateCatalogueEntry extends Static<typeof UpdateCatalogueEntry> {}
export const ListCatalogue = Type.Object({
  ...pageInput,
  withInactive: staffOnly(about(Type.Boolean(), 'Also entries that nobody can ask for now')),
})
export interface ListCatalogue extends Static<typeof ListCatalogue> {}
export const CatalogueById = Type.Object({
  catalogueEntryId: Id,
  version: staffOnly(about(Version, 'An earlier version, unless it is left out')),
})
export interface CatalogueById extends Static<typeof CatalogueById> {}

const { subject, body, attachments, urgency, companyId, requesterId, ccIds, language, fields, ext, channel } = CreateTicket.properties
export const RequestFromCatalogue = Type.Object({
  catalogueEntryId: Id,
  subject: Type.Optional(about(subject, 'Subject of the ticket; the entry’s unless told')),
  body,
  /** Files of the message. */
  attachments,
  urgency,
  companyId,
  requesterId,
  channel,
  ccIds,
  language,
  fields,
  ext,
})
export interface RequestFromCatalogue extends Static<typeof RequestFromCatalogue> {}
export const RequestedBy = Type.Object(
  {
    catalogueEntryId: about(nullable(Id), 'Null: it was not asked for by an entry'),
    version: about(nullable(Version), 'Version of the entry at that time; null: by no entry'),
    title: about(nullable(Type.String()), 'In the reader’s language; null: by no entry'),
  },
  { title: 'RequestedBy' },
)
export interface RequestedBy extends Static<typeof RequestedBy> {}
export const RequestOfTicket = Type.Object({ ticketId: Id })
export interface RequestOfTicket extends Static<typeof RequestOfTicket> {}

export interface CatalogueService {
  create(input: CreateCatalogueEntry): Promise<CatalogueEntry>
  /** Every change is a new version; tickets keep what they were asked for by. */
  update(input: UpdateCatalogueEntry): Promise<CatalogueEntry>
  /** What the caller may ask for, in its order and their language. */
  list(input: ListCatalogue): Promise<CataloguePage>
  get(input: CatalogueById): Promise<CatalogueEntry>
  /** Opens the ticket: `tickets.create` with `catalogueEntryId`, and the entry's subject unless another is given. */
  request(input: RequestFromCatalogue): Promise<TicketView>
  /** By which entry and version a ticket was asked for, if by one. */
  requestedBy(input: RequestOfTicket): Promise<RequestedBy>
}
export interface CatalogueContract {
  id: 'catalogue'
  service: CatalogueService
  permissions: 'catalogue.manage'
  events: {
    'catalogue.entry_created': { catalogueEntryId: string }
    'catalogue.entry_updated': { catalogueEntryId: string; version: number; fields: readonly string[] }
  }
  tables: CoreTables
}
