import Type, { type Static } from 'typebox'
import { AttachmentsInput } from '../file/schemas.ts'
import { PresentPerson } from '../live/schemas.ts'
import { TicketRef } from '../merge/schemas.ts'
import {
  about,
  Code,
  ExpectedVersion,
  Id,
  Instant,
  Language,
  Line,
  nullable,
  OpenInput,
  OpenObject,
  pageInput,
  staffOnly,
  Text,
  Version,
} from '../value/schema.ts'

export const CategoryName = Type.Union([
  Type.Literal('new'),
  Type.Literal('open'),
  Type.Literal('waiting'),
  Type.Literal('resolved'),
  Type.Literal('closed'),
])
export const PriorityName = Type.Union([Type.Literal('low'), Type.Literal('normal'), Type.Literal('high'), Type.Literal('urgent')])
const PersonRef = Type.Object({ id: Id, name: about(Type.String(), 'As it is shown') }, { title: 'PersonRef' })
const CompanyRef = Type.Object({ id: Id, name: about(Type.String(), 'As it is shown') }, { title: 'CompanyRef' })
const TeamRef = Type.Object(
  {
    id: Id,
    key: about(Type.String(), 'Short name for programs'),
    title: about(Type.String(), 'In the reader’s language, where it is there'),
  },
  { title: 'TeamRef' },
)
/** Values of custom fields by name; which names there are is said by the ticket's type. */
const FieldValues = OpenObject
const FieldInputs = OpenInput
/** Filled by `createDesk` with the extensions of the installed plugins. */
const ExtensionViews = Type.Object({}, { 'x-extensions': 'view' })
const ExtensionInputs = Type.Never({ 'x-extensions': 'input' })

export const TicketView = Type.Object(
  {
    id: Id,
    number: about(Type.Integer({ minimum: 1 }), 'The number that people say: short, never used again, and it opens nothing'),
    type: about(Code, 'Code of its type'),
    typeTitle: about(Type.String(), 'Its type in the reader’s language'),
    status: staffOnly(
      about(Code, 'Internal name; customers get `statusTitle`, which does not move when the status moves inside the house'),
    ),
    category: about(CategoryName, 'What the status means: programs go by this, and never by the status'),
    statusTitle: about(Type.String(), 'Its status in the reader’s words'),
    subject: about(Type.String(), 'One line'),
    priority: about(PriorityName, 'How urgent it is'),
    priorityTitle: about(Type.String(), 'Its priority in the reader’s language'),
    derivedPriority: staffOnly(
      about(
        nullable(PriorityName),
        'What impact and urgency give; the priority differs where somebody said why. Null: the type has no matrix',
      ),
    ),
    impact: staffOnly(about(nullable(Code), 'A level of its type; null: not said')),
    urgency: staffOnly(about(nullable(Code), 'A level of its type; null: not said')),
    requester: about(PersonRef, 'Who asks'),
    company: about(nullable(CompanyRef), 'For which company; null: for none'),
    team: staffOnly(about(TeamRef, 'Whose queue it is in')),
    assignee: staffOnly(about(nullable(PersonRef), 'Who has it; null: nobody')),
    tags: staffOnly(about(Type.Array(Type.String()), 'Words of the house')),
    channel: about(Code, 'How it came in: `portal`, `mail`, `phone`, …'),
    language: about(
      nullable(Type.String()),
      'In which to write to the requester (BCP 47): what was said, else theirs when it was opened; null: not known',
    ),
    fields: about(FieldValues, 'Values of custom fields by name, those that the reader may see'),
    unfitFields: staffOnly(
      about(Type.Array(Type.String()), 'Names of fields whose value no longer fits the type: it changed, and the value stayed'),
    ),
    resolution: about(nullable(Type.String()), 'How it ended: a code of its type; null: it has not'),
    resolutionTitle: about(nullable(Type.String()), 'The same in the reader’s language; null: it has not ended'),
    resolutionText: about(nullable(Type.String()), 'What was said of it; null: nothing'),
    waitingOn: about(nullable(Type.String()), 'What it waits for: a code of its type; null: it does not wait'),
    waitingOnTitle: about(nullable(Type.String()), 'The same in the reader’s language; null: it does not wait'),
    waitingUntil: about(nullable(Instant), 'Null: for no certain time'),
    startedAt: staffOnly(about(nullable(Instant), 'When work began; null: not yet')),
    firstResponseAt: about(nullable(Instant), 'First public message of staff; null: none yet'),
    resolvedAt: about(nullable(Instant), 'Null: it is not resolved'),
    closedAt: about(nullable(Instant), 'Null: it is not closed'),
    mergedInto: about(nullable(TicketRef), 'The ticket that this one is part of now, if the reader may see it; null: of none'),
    reopenCount: staffOnly(about(Type.Integer(), 'How often it was opened again')),
    createdAt: Instant,
    updatedAt: about(Instant, 'Last change that the reader’s audience may see'),
    version: about(Version, 'Counts the changes that the reader’s audience may see'),
    presence: staffOnly(about(Type.Array(PresentPerson), 'Who is at it right now: asked for with `presence` by `get`')),
    ext: about(ExtensionViews, 'What the installed plugins say of it, by plugin'),
  },
  { title: 'Ticket' },
)
export interface TicketView extends Static<typeof TicketView> {}

const expectedVersion = Type.Optional(ExpectedVersion)

export const CreateTicket = Type.Object({
  type: Type.Optional(about(Code, 'Code of its type; owed unless a catalogue entry gives it or the desk has only one')),
  catalogueEntryId: Type.Optional(
    about(Id, 'Entry of the request catalogue that the ticket is asked for by: it gives type, team and fields'),
  ),
  subject: about(Line, 'One line'),
  body: Type.Optional(about(Text, 'The first public message')),
  attachments: Type.Optional(about(AttachmentsInput, 'Files of the first message, by id; in a form, the files themselves')),
  urgency: Type.Optional(about(Code, 'A level of its type')),
  impact: staffOnly(about(Code, 'A level of its type')),
  priority: staffOnly(about(PriorityName, 'What the type’s matrix gives unless told')),
  priorityReason: staffOnly(about(Line, 'Why the priority differs from what impact and urgency give')),
  requesterId: staffOnly(about(Id, 'Who asks; owed by programs, the caller unless told')),
  companyId: Type.Optional(about(Id, 'For which company; owed for contacts of several')),
  teamId: staffOnly(about(Id, 'Whose queue; that of the type unless told')),
  assigneeId: staffOnly(about(Id, 'Who gets it at once')),
  channel: staffOnly(about(Code, 'How it came in: `portal`, `mail`, `phone`, …')),
  tags: staffOnly(about(Type.Array(Line, { maxItems: 50 }), 'Words of the house')),
  ccIds: Type.Optional(about(Type.Array(Id, { maxItems: 50 }), 'Contacts in copy: they see the public part')),
  followerIds: staffOnly(about(Type.Array(Id, { maxItems: 50 }), 'Staff who want to know of it')),
  language: Type.Optional(about(Language, 'In which to write to the requester (BCP 47); theirs unless told')),
  fields: Type.Optional(about(FieldInputs, 'Values of custom fields by name; which there are is said by the type')),
  ext: Type.Optional(about(ExtensionInputs, 'What the installed plugins take, by plugin')),
})
export interface CreateTicketInput extends Static<typeof CreateTicket> {}

export const UpdateTicket = Type.Object({
  ticketId: Id,
  subject: Type.Optional(about(Line, 'One line')),
  impact: Type.Optional(about(nullable(Code), 'A level of its type; null: not said')),
  urgency: Type.Optional(about(nullable(Code), 'A level of its type; null: not said')),
  priority: Type.Optional(about(PriorityName, 'Differs from what impact and urgency give only with `priorityReason`')),
  priorityReason: Type.Optional(about(Line, 'Why the priority differs from what impact and urgency give')),
  requesterId: Type.Optional(about(Id, 'Who asks')),
  companyId: Type.Optional(about(nullable(Id), 'For which company; null: for none')),
  teamId: Type.Optional(about(Id, 'Whose queue')),
  language: Type.Optional(about(nullable(Language), 'In which to write to the requester (BCP 47); null: in theirs')),
  fields: Type.Optional(about(FieldInputs, 'Values of custom fields by name; null takes a value away')),
  ext: Type.Optional(about(ExtensionInputs, 'What the installed plugins take, by plugin')),
  expectedVersion,
})
export interface UpdateTicketInput extends Static<typeof UpdateTicket> {}

export const TicketById = Type.Object({ ticketId: Id })
export interface TicketById extends Static<typeof TicketById> {}
/** `presence`: with who is at it right now. */
export const GetTicket = Type.Object({ ticketId: Id, presence: staffOnly(about(Type.Boolean(), 'With who is at it right now')) })
export interface GetTicket extends Static<typeof GetTicket> {}

/** A command of the machine that travels with a reply, in the same transaction. */
const NextCommand = Type.Object({
  command: about(Code, 'Name of a command of the ticket’s type'),
  input: Type.Optional(about(OpenInput, 'The command’s input')),
})
export const ReplyToTicket = Type.Object({
  ticketId: Id,
  body: about(Text, 'Plain text: the requester and those in copy see it'),
  attachments: Type.Optional(about(AttachmentsInput, 'Ids of uploaded files; in a form, the files themselves')),
  channel: staffOnly(about(Code, 'How it came in: `portal`, `mail`, `phone`, …')),
  perform: Type.Optional(about(NextCommand, 'A command of the machine that travels with the reply, in the same transaction')),
  expectedVersion,
})
export interface ReplyToTicket extends Static<typeof ReplyToTicket> {}
export const NoteOnTicket = Type.Object({
  ticketId: Id,
  body: about(Text, 'Plain text: customers never see it'),
  attachments: Type.Optional(about(AttachmentsInput, 'Ids of uploaded files; in a form, the files themselves')),
  mentionIds: Type.Optional(about(Type.Array(Id, { maxItems: 50 }), 'Colleagues who are to be told of it')),
  channel: Type.Optional(about(Code, 'How it came in: `portal`, `mail`, `phone`, …')),
  expectedVersion,
})
export interface NoteOnTicket extends Static<typeof NoteOnTicket> {}
export const AssignTicket = Type.Object({
  ticketId: Id,
  assigneeId: about(nullable(Id), 'Who gets it; null: nobody'),
  teamId: Type.Optional(about(Id, 'Into which team; the ticket’s own unless told')),
  expectedVersion,
})
export interface AssignTicket extends Static<typeof AssignTicket> {}
export const TakeTicket = Type.Object({ ticketId: Id, expectedVersion })
export interface TakeTicket extends Static<typeof TakeTicket> {}
export const TagTicket = Type.Object({
  ticketId: Id,
  add: Type.Optional(about(Type.Array(Line, { maxItems: 50 }), 'Tags to add')),
  remove: Type.Optional(about(Type.Array(Line, { maxItems: 50 }), 'Tags to take away')),
  expectedVersion,
})
export interface TagTicket extends Static<typeof TagTicket> {}

export const ListOfTicket = Type.Object({ ticketId: Id, ...pageInput })
export interface ListOfTicket extends Static<typeof ListOfTicket> {}

const ParticipantKind = Type.Union([Type.Literal('cc'), Type.Literal('follower')])
export const ChangeParticipant = Type.Object({
  ticketId: Id,
  personId: Id,
  kind: about(ParticipantKind, '`cc`: a contact who sees the public part; `follower`: staff'),
})
export interface ChangeParticipant extends Static<typeof ChangeParticipant> {}
export const Participants = Type.Object(
  {
    items: about(
      Type.Array(
        Type.Object({
          person: about(PersonRef, 'Who it is'),
          kind: about(ParticipantKind, '`cc`: a contact who sees the public part; `follower`: staff, whom customers do not see'),
          addedAt: Instant,
        }),
      ),
      'All of them',
    ),
  },
  { title: 'Participants' },
)
export interface Participants extends Static<typeof Participants> {}
