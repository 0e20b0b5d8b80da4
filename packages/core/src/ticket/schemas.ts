import Type, { type Static } from 'typebox'
import { AttachmentsInput } from '../file/schemas.ts'
import { PresentPerson } from '../live/schemas.ts'
import { TicketRef } from '../merge/schemas.ts'
import { Code, Id, Instant, Language, Line, nullable, OpenInput, OpenObject, pageInput, staffOnly, Text, Version } from '../value/schema.ts'

export const CategoryName = Type.Union([
  Type.Literal('new'),
  Type.Literal('open'),
  Type.Literal('waiting'),
  Type.Literal('resolved'),
  Type.Literal('closed'),
])
export const PriorityName = Type.Union([Type.Literal('low'), Type.Literal('normal'), Type.Literal('high'), Type.Literal('urgent')])
const PersonRef = Type.Object({ id: Id, name: Type.String() }, { title: 'PersonRef' })
const CompanyRef = Type.Object({ id: Id, name: Type.String() }, { title: 'CompanyRef' })
const TeamRef = Type.Object({ id: Id, key: Type.String(), title: Type.String() }, { title: 'TeamRef' })
/** Values of custom fields by name; which names there are is said by the ticket's type. */
const FieldValues = OpenObject
const FieldInputs = OpenInput
/** Filled by `createDesk` with the extensions of the installed plugins. */
const ExtensionViews = Type.Object({}, { 'x-extensions': 'view' })
const ExtensionInputs = Type.Never({ 'x-extensions': 'input' })

export const TicketView = Type.Object(
  {
    id: Id,
    number: Type.Integer({ minimum: 1 }),
    type: Code,
    typeTitle: Type.String(),
    /** Internal name. Customers get `statusTitle`, which does not move when the status moves inside the house. */
    status: staffOnly(Code),
    category: CategoryName,
    statusTitle: Type.String(),
    subject: Type.String(),
    priority: PriorityName,
    priorityTitle: Type.String(),
    /** What impact and urgency give; the priority differs where somebody said why. */
    derivedPriority: staffOnly(nullable(PriorityName)),
    impact: staffOnly(nullable(Code)),
    urgency: staffOnly(nullable(Code)),
    requester: PersonRef,
    company: nullable(CompanyRef),
    team: staffOnly(TeamRef),
    assignee: staffOnly(nullable(PersonRef)),
    tags: staffOnly(Type.Array(Type.String())),
    channel: Code,
    /** In which to write to the requester: what was said, else theirs when it was opened. */
    language: nullable(Type.String()),
    fields: FieldValues,
    /** Names of fields whose value no longer fits the type: it changed, and the value stayed. */
    unfitFields: staffOnly(Type.Array(Type.String())),
    resolution: nullable(Type.String()),
    resolutionTitle: nullable(Type.String()),
    resolutionText: nullable(Type.String()),
    waitingOn: nullable(Type.String()),
    waitingOnTitle: nullable(Type.String()),
    waitingUntil: nullable(Instant),
    startedAt: staffOnly(nullable(Instant)),
    firstResponseAt: nullable(Instant),
    resolvedAt: nullable(Instant),
    closedAt: nullable(Instant),
    /** The ticket that this one is part of now, if the reader may see it. */
    mergedInto: nullable(TicketRef),
    reopenCount: staffOnly(Type.Integer()),
    createdAt: Instant,
    /** Last change that the reader's audience may see. */
    updatedAt: Instant,
    /** Counts the changes that the reader's audience may see. */
    version: Version,
    /** Who is at it right now: asked for with `presence` by `get`. */
    presence: staffOnly(Type.Array(PresentPerson)),
    ext: ExtensionViews,
  },
  { title: 'Ticket' },
)
export interface TicketView extends Static<typeof TicketView> {}

const expectedVersion = Type.Optional(Version)

export const CreateTicket = Type.Object({
  type: Type.Optional(Code),
  /** Entry of the request catalogue that the ticket is asked for by: it gives type, team and fields. */
  catalogueEntryId: Type.Optional(Id),
  subject: Line,
  /** The first public message. */
  body: Type.Optional(Text),
  /** Files of the first message. */
  attachments: Type.Optional(AttachmentsInput),
  urgency: Type.Optional(Code),
  impact: staffOnly(Code),
  priority: staffOnly(PriorityName),
  /** Why the priority differs from what impact and urgency give. */
  priorityReason: staffOnly(Line),
  requesterId: staffOnly(Id),
  companyId: Type.Optional(Id),
  teamId: staffOnly(Id),
  assigneeId: staffOnly(Id),
  channel: staffOnly(Code),
  tags: staffOnly(Type.Array(Line, { maxItems: 50 })),
  ccIds: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  followerIds: staffOnly(Type.Array(Id, { maxItems: 50 })),
  language: Type.Optional(Language),
  fields: Type.Optional(FieldInputs),
  ext: Type.Optional(ExtensionInputs),
})
export interface CreateTicketInput extends Static<typeof CreateTicket> {}

export const UpdateTicket = Type.Object({
  ticketId: Id,
  subject: Type.Optional(Line),
  impact: Type.Optional(nullable(Code)),
  urgency: Type.Optional(nullable(Code)),
  priority: Type.Optional(PriorityName),
  /** Why the priority differs from what impact and urgency give. */
  priorityReason: Type.Optional(Line),
  requesterId: Type.Optional(Id),
  companyId: Type.Optional(nullable(Id)),
  teamId: Type.Optional(Id),
  language: Type.Optional(nullable(Language)),
  fields: Type.Optional(FieldInputs),
  ext: Type.Optional(ExtensionInputs),
  expectedVersion,
})
export interface UpdateTicketInput extends Static<typeof UpdateTicket> {}

export const TicketById = Type.Object({ ticketId: Id })
export interface TicketById extends Static<typeof TicketById> {}
/** `presence`: with who is at it right now. */
export const GetTicket = Type.Object({ ticketId: Id, presence: staffOnly(Type.Boolean()) })
export interface GetTicket extends Static<typeof GetTicket> {}

/** A command of the machine that travels with a reply, in the same transaction. */
const NextCommand = Type.Object({ command: Code, input: Type.Optional(OpenInput) })
export const ReplyToTicket = Type.Object({
  ticketId: Id,
  body: Text,
  attachments: Type.Optional(AttachmentsInput),
  channel: staffOnly(Code),
  perform: Type.Optional(NextCommand),
  expectedVersion,
})
export interface ReplyToTicket extends Static<typeof ReplyToTicket> {}
export const NoteOnTicket = Type.Object({
  ticketId: Id,
  body: Text,
  attachments: Type.Optional(AttachmentsInput),
  /** Colleagues who are to be told of it. */
  mentionIds: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  channel: Type.Optional(Code),
  expectedVersion,
})
export interface NoteOnTicket extends Static<typeof NoteOnTicket> {}
export const AssignTicket = Type.Object({ ticketId: Id, assigneeId: nullable(Id), teamId: Type.Optional(Id), expectedVersion })
export interface AssignTicket extends Static<typeof AssignTicket> {}
export const TakeTicket = Type.Object({ ticketId: Id, expectedVersion })
export interface TakeTicket extends Static<typeof TakeTicket> {}
export const TagTicket = Type.Object({
  ticketId: Id,
  add: Type.Optional(Type.Array(Line, { maxItems: 50 })),
  remove: Type.Optional(Type.Array(Line, { maxItems: 50 })),
  expectedVersion,
})
export interface TagTicket extends Static<typeof TagTicket> {}

export const PerformCommand = Type.Object({
  ticketId: Id,
  command: Code,
  /** Checked by the command's own schema. */
  input: Type.Optional(OpenInput),
  expectedVersion,
  /** Passes failed close gates, by right; the reason goes into the history. */
  overrideReason: staffOnly(Line),
})
export interface PerformCommand extends Static<typeof PerformCommand> {}
const transition = { ticketId: Id, expectedVersion, overrideReason: staffOnly(Line) }
export const StartTicket = Type.Object({ ...transition })
export interface StartTicket extends Static<typeof StartTicket> {}
export const WaitTicket = Type.Object({
  ...transition,
  on: Code,
  until: Type.Optional(Instant),
  mode: Type.Optional(Type.Union([Type.Literal('remind'), Type.Literal('act')])),
  reason: Type.Optional(Line),
})
export interface WaitTicket extends Static<typeof WaitTicket> {}
export const ResolveTicket = Type.Object({ ...transition, resolution: Code, text: Type.Optional(Text) })
export interface ResolveTicket extends Static<typeof ResolveTicket> {}
export const CloseTicket = Type.Object({ ...transition })
export interface CloseTicket extends Static<typeof CloseTicket> {}
export const WithReason = Type.Object({ ...transition, reason: Line })
export interface WithReason extends Static<typeof WithReason> {}

export const ListOfTicket = Type.Object({ ticketId: Id, ...pageInput })
export interface ListOfTicket extends Static<typeof ListOfTicket> {}

const ParticipantKind = Type.Union([Type.Literal('cc'), Type.Literal('follower')])
export const ChangeParticipant = Type.Object({ ticketId: Id, personId: Id, kind: ParticipantKind })
export interface ChangeParticipant extends Static<typeof ChangeParticipant> {}
export const Participants = Type.Object(
  {
    items: Type.Array(Type.Object({ person: PersonRef, kind: ParticipantKind, addedAt: Instant })),
  },
  { title: 'Participants' },
)
export interface Participants extends Static<typeof Participants> {}

const FailedGate = Type.Object(
  { code: Type.String(), field: Type.Optional(Type.String()), message: Type.Optional(Type.String()) },
  { title: 'FailedGate' },
)
export const AvailableCommands = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        command: Code,
        title: Type.String(),
        to: staffOnly(Type.String()),
        category: CategoryName,
        isAllowed: Type.Boolean(),
        /** Why not: a code of the error registry and its sentence. */
        reason: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
        /** All that it has to wait for. What the command's own input can bring does not refuse it: a text, another resolution. */
        gates: Type.Optional(Type.Array(FailedGate)),
        /** The caller may pass them, with a reason. */
        mayOverride: staffOnly(Type.Boolean()),
        /** Tickets that this one caused are still open: ask, and resolve those that are meant with it by `resolveWithIncidents`. Counts to 200. */
        openIncidents: staffOnly(Type.Integer()),
        /** JSON Schema of the command's input. */
        input: OpenObject,
      }),
    ),
  },
  { title: 'AvailableCommands' },
)
export interface AvailableCommands extends Static<typeof AvailableCommands> {}
