import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { TicketView, UpdateTicket } from '../ticket/schemas.ts'
import {
  about,
  Code,
  ExpectedVersion,
  Id,
  Instant,
  Language,
  Line,
  NextCursor,
  nullable,
  OpenInput,
  pageInput,
  type Removed,
  Text,
  Version,
} from '../value/schema.ts'
import { byLanguage } from '../value/texts-by-language.ts'

const NextCommand = Type.Object({
  command: about(Code, 'Name of a command of the ticket’s type'),
  input: Type.Optional(about(OpenInput, 'The command’s input')),
})
const { impact, urgency, priority, priorityReason, fields, subject } = UpdateTicket.properties

/** One thing that a macro does: the same operation with the same input as when somebody does it by hand. Texts are templates. */
export const MacroAction = Type.Union([
  Type.Object({
    do: about(Type.Literal('reply'), 'Which action'),
    body: about(byLanguage(Text), 'Template by language'),
    perform: Type.Optional(about(NextCommand, 'A command that goes with the answer')),
  }),
  Type.Object({ do: about(Type.Literal('note'), 'Which action'), body: about(byLanguage(Text), 'Template by language') }),
  Type.Object({
    do: about(Type.Literal('assign'), 'Which action'),
    assigneeId: about(nullable(Id), 'To whom; null: to nobody'),
    teamId: Type.Optional(about(Id, 'Into which team; the ticket’s own unless told')),
  }),
  Type.Object({ do: about(Type.Literal('take'), 'Which action') }),
  Type.Object({
    do: about(Type.Literal('tag'), 'Which action'),
    add: Type.Optional(about(Type.Array(Line, { maxItems: 50 }), 'Tags to add')),
    remove: Type.Optional(about(Type.Array(Line, { maxItems: 50 }), 'Tags to take away')),
  }),
  Type.Object({
    do: about(Type.Literal('set'), 'Which action'),
    values: about(
      Type.Object({ subject, impact, urgency, priority, priorityReason, fields, teamId: Type.Optional(Id) }, { minProperties: 1 }),
      'As in `tickets.update`',
    ),
  }),
  Type.Object({
    do: about(Type.Literal('perform'), 'Which action'),
    command: about(Code, 'Name of a command of the ticket’s type'),
    input: Type.Optional(about(OpenInput, 'The command’s input')),
  }),
])
export type MacroAction = Static<typeof MacroAction>

const Shared = Type.Union([Type.Literal('nobody'), Type.Literal('team'), Type.Literal('desk')])
const actions = Type.Array(MacroAction, { minItems: 1, maxItems: 20, description: 'What it does, in order' })

export const MacroView = Type.Object(
  {
    id: Id,
    title: about(Type.String(), 'In the reader’s language'),
    titles: about(byLanguage(Type.String()), 'By language'),
    shared: about(Shared, 'With whom: `nobody` is the person’s own'),
    teamId: about(nullable(Id), 'Of a macro that is shared with a team; else null'),
    isActive: about(Type.Boolean(), 'False: it is not offered'),
    position: about(Type.Integer(), 'Place in the list; the smallest comes first'),
    actions: about(Type.Array(MacroAction), 'What it does, in order'),
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'Macro' },
)
export interface MacroView extends Static<typeof MacroView> {}
export const MacroPage = Type.Object(
  { items: about(Type.Array(MacroView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'MacroPage' },
)
export interface MacroPage extends Static<typeof MacroPage> {}

const position = Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Place in the list; the smallest comes first' }))
export const CreateMacro = Type.Object({
  titles: about(byLanguage(Line), 'By language'),
  shared: about(Shared, 'With whom: `nobody` is the person’s own.'),
  teamId: Type.Optional(about(Id, 'The team that it is shared with')),
  actions,
  position,
})
export interface CreateMacro extends Static<typeof CreateMacro> {}
export const UpdateMacro = Type.Object({
  macroId: Id,
  titles: Type.Optional(about(byLanguage(Line), 'By language')),
  actions: Type.Optional(about(actions, 'All of them anew')),
  isActive: Type.Optional(about(Type.Boolean(), 'False: it is not offered')),
  position,
  expectedVersion: Type.Optional(ExpectedVersion),
})
export interface UpdateMacro extends Static<typeof UpdateMacro> {}
export const MacroById = Type.Object({ macroId: Id })
export interface MacroById extends Static<typeof MacroById> {}
export const ListMacros = Type.Object({
  ...pageInput,
  withInactive: Type.Optional(about(Type.Boolean(), 'Also those that are not offered')),
})
export interface ListMacros extends Static<typeof ListMacros> {}

/** Texts that the agent has changed after the preview; they are sent as they stand, and are no templates any more. */
const Edited = Type.Array(
  Type.Object({
    action: about(Type.Integer({ minimum: 0, maximum: 19 }), 'Which action, from 0'),
    body: about(Text, 'Text to send in place of the template'),
  }),
  { maxItems: 20 },
)
export const PreviewMacro = Type.Object({
  macroId: Id,
  ticketId: Id,
  language: Type.Optional(about(Language, 'Language of the texts; the requester’s unless told')),
})
export interface PreviewMacro extends Static<typeof PreviewMacro> {}
export const ApplyMacro = Type.Object({
  ...PreviewMacro.properties,
  edited: Type.Optional(
    about(Edited, 'Texts that the agent has changed after the preview; they are sent as they stand, and are no templates any more'),
  ),
  expectedVersion: Type.Optional(ExpectedVersion),
})
export interface ApplyMacro extends Static<typeof ApplyMacro> {}

export const MacroPreview = Type.Object(
  {
    macroId: Id,
    ticketId: Id,
    isAllowed: about(Type.Boolean(), 'Every action would be done'),
    actions: about(
      Type.Array(
        Type.Object({
          action: about(Type.Integer(), 'Which action, from 0'),
          do: about(Type.String(), 'What it does'),
          title: about(Type.String(), 'In the reader’s words'),
          body: Type.Optional(about(Type.String(), 'Text as it would be sent, with its values')),
          language: Type.Optional(about(Type.String(), 'Language of the text')),
          dir: Type.Optional(about(Type.Union([Type.Literal('ltr'), Type.Literal('rtl')]), 'Direction of the text')),
          isAllowed: about(Type.Boolean(), 'It would be done'),
          reason: Type.Optional(
            about(
              Type.Object({
                code: about(Type.String(), 'Code of the error registry'),
                message: about(Type.String(), 'Its sentence, in the reader’s language'),
              }),
              'Why not',
            ),
          ),
        }),
      ),
      'Each action with what refuses it',
    ),
  },
  { title: 'MacroPreview' },
)
export interface MacroPreview extends Static<typeof MacroPreview> {}
export const AppliedMacro = Type.Object(
  { macroId: Id, ticket: about(TicketView, 'The ticket after all actions') },
  { title: 'AppliedMacro' },
)
export interface AppliedMacro extends Static<typeof AppliedMacro> {}

export const Placeholders = Type.Object(
  { public: about(Type.Array(Type.String()), 'In answers to the requester'), internal: about(Type.Array(Type.String()), 'In notes') },
  { title: 'Placeholders', description: 'What a text can name: answers to the requester, and notes.' },
)
export interface Placeholders extends Static<typeof Placeholders> {}

export interface MacrosService {
  create(input: CreateMacro): Promise<MacroView>
  /** The person's own, those of their teams and those of the desk, in their order. */
  list(input: ListMacros): Promise<MacroPage>
  get(input: MacroById): Promise<MacroView>
  update(input: UpdateMacro): Promise<MacroView>
  remove(input: MacroById): Promise<Removed>
  /** What the macro would do to the ticket now, each action with what refuses it. Nothing is saved. */
  preview(input: PreviewMacro): Promise<MacroPreview>
  /** Does all of it in one transaction, as the person who asks and with their rights; or nothing. */
  apply(input: ApplyMacro): Promise<AppliedMacro>
  /** What the texts of macros can name. */
  placeholders(): Promise<Placeholders>
}
export interface MacrosContract {
  id: 'macros'
  service: MacrosService
  permissions: 'macro.manage'
  events: {
    'macro.created': { macroId: string }
    'macro.updated': { macroId: string; fields: readonly string[] }
    'macro.removed': { macroId: string }
    'macro.applied': { ticketId: string; macroId: string }
  }
  tables: CoreTables
}
