import Type, { type Static } from 'typebox'
import { Acceptances, Amount, AudienceName, RoleId } from '../approval/contract.ts'
import type { CoreTables } from '../tables.ts'
import { CreateTicket, type TicketView } from '../ticket/schemas.ts'
import {
  Code,
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
  question: byLanguage(Line),
  /** `both`: the requester's colleagues see it as well; needed where contacts are asked. */
  audience: AudienceName,
  staffIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true })),
  /** Everybody who holds it: a staff role in the ticket's team or over all, a customer role in the requester's company. */
  roleId: Type.Optional(RoleId),
  needed: Acceptances,
  /** The requester is asked as well where they hold the role. */
  requesterMayApprove: Type.Optional(Type.Boolean()),
  /** What it costs: contacts are asked whose limit in the company covers it. */
  amount: Type.Optional(Amount),
})
/** A command of the ticket's type, which the desk performs by itself. */
const Foreseen = Type.Object({ command: Code, input: Type.Optional(FieldValues) })

/** What an entry says: copied into the ticket that is asked for by it, and kept by version. */
export const CatalogueContent = Type.Object({
  titles: byLanguage(Line),
  descriptions: Type.Optional(byLanguage(Text)),
  /** Heading under which it is listed. */
  category: Type.Optional(byLanguage(Line)),
  /** Name of an icon that pages know. */
  icon: Type.Optional(Code),
  /** Type of the ticket. */
  type: Code,
  /** Subject of the ticket unless another is given. */
  subjects: byLanguage(Line),
  /** Whether the requester writes a message with it; `optional` unless told. */
  message: Type.Optional(Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')])),
  teamId: Type.Optional(Id),
  priority: Type.Optional(Priority),
  impact: Type.Optional(Code),
  urgency: Type.Optional(Code),
  /** Custom fields that are filled in already. */
  preset: Type.Optional(FieldValues),
  /** Templates of checklists that are copied onto the ticket. */
  checklists: Type.Optional(Type.Array(Id, { maxItems: 10, uniqueItems: true })),
  /**
   * Approvals that the ticket waits for from the beginning. `accepted` and `refused` name what is done once they are decided; without, or where
   * the ticket does not allow it then, the type's own triggers say.
   */
  approval: Type.Optional(
    Type.Object({
      asks: Type.Array(Ask, { minItems: 1, maxItems: 5 }),
      accepted: Type.Optional(Foreseen),
      refused: Type.Optional(Foreseen),
    }),
  ),
  /** Custom fields that the requester fills in, in this order; of the type's fields no other. */
  asked: Type.Optional(Type.Array(Type.Object({ field: Code, required: Type.Optional(Type.Boolean()) }), { maxItems: 100 })),
})
export interface CatalogueContent extends Static<typeof CatalogueContent> {}

const place = {
  /** `customers`: all of them; `companies`: those listed. Staff see every entry. */
  audience: Audience,
  companyIds: Type.Optional(Type.Array(Id, { maxItems: 1000, uniqueItems: true })),
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  isActive: Type.Optional(Type.Boolean()),
}

export const CatalogueEntry = Type.Object(
  {
    id: Id,
    version: Version,
    /** In the reader's language, as the other texts here. */
    title: Type.String(),
    description: nullable(Type.String()),
    category: nullable(Type.String()),
    icon: nullable(Type.String()),
    type: Code,
    subject: Type.String(),
    message: Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')]),
    /** Somebody has to approve it before anything is done. */
    needsApproval: Type.Boolean(),
    /** JSON Schema of the fields that are asked for: what pages draw and `request` takes as `fields`. */
    form: OpenObject,
    audience: staffOnly(Audience),
    companyIds: staffOnly(Type.Array(Id)),
    position: staffOnly(Type.Integer()),
    isActive: staffOnly(Type.Boolean()),
    /** In every language, with what is filled in. */
    content: staffOnly(CatalogueContent),
    updatedAt: Instant,
  },
  { title: 'CatalogueEntry' },
)
export interface CatalogueEntry extends Static<typeof CatalogueEntry> {}
export const CataloguePage = Type.Object({ items: Type.Array(CatalogueEntry), nextCursor: NextCursor }, { title: 'CataloguePage' })
export interface CataloguePage extends Static<typeof CataloguePage> {}

export const CreateCatalogueEntry = Type.Object({ ...place, content: CatalogueContent })
export interface CreateCatalogueEntry extends Static<typeof CreateCatalogueEntry> {}
export const UpdateCatalogueEntry = Type.Object({
  catalogueEntryId: Id,
  audience: Type.Optional(Audience),
  companyIds: place.companyIds,
  position: place.position,
  isActive: place.isActive,
  /** The whole of it. */
  content: Type.Optional(CatalogueContent),
  expectedVersion: Type.Optional(Version),
})
export interface UpdateCatalogueEntry extends Static<typeof UpdateCatalogueEntry> {}
export const ListCatalogue = Type.Object({ ...pageInput, withInactive: staffOnly(Type.Boolean()) })
export interface ListCatalogue extends Static<typeof ListCatalogue> {}
export const CatalogueById = Type.Object({
  catalogueEntryId: Id,
  /** An earlier version, unless it is left out. */
  version: staffOnly(Version),
})
export interface CatalogueById extends Static<typeof CatalogueById> {}

const { subject, body, attachments, urgency, companyId, requesterId, ccIds, language, fields, ext, channel } = CreateTicket.properties
export const RequestFromCatalogue = Type.Object({
  catalogueEntryId: Id,
  subject: Type.Optional(subject),
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
  { catalogueEntryId: nullable(Id), version: nullable(Version), title: nullable(Type.String()) },
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
