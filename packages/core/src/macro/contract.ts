import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { TicketView, UpdateTicket } from '../ticket/schemas.ts'
import {
  Code,
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

const NextCommand = Type.Object({ command: Code, input: Type.Optional(OpenInput) })
const { impact, urgency, priority, priorityReason, fields, subject } = UpdateTicket.properties

/** One thing that a macro does: the same operation with the same input as when somebody does it by hand. Texts are templates. */
export const MacroAction = Type.Union([
  Type.Object({ do: Type.Literal('reply'), body: byLanguage(Text), perform: Type.Optional(NextCommand) }),
  Type.Object({ do: Type.Literal('note'), body: byLanguage(Text) }),
  Type.Object({ do: Type.Literal('assign'), assigneeId: nullable(Id), teamId: Type.Optional(Id) }),
  Type.Object({ do: Type.Literal('take') }),
  Type.Object({
    do: Type.Literal('tag'),
    add: Type.Optional(Type.Array(Line, { maxItems: 50 })),
    remove: Type.Optional(Type.Array(Line, { maxItems: 50 })),
  }),
  Type.Object({
    do: Type.Literal('set'),
    values: Type.Object({ subject, impact, urgency, priority, priorityReason, fields, teamId: Type.Optional(Id) }, { minProperties: 1 }),
  }),
  Type.Object({
    do: Type.Literal('perform'),
    command: Code,
    input: Type.Optional(OpenInput),
  }),
])
export type MacroAction = Static<typeof MacroAction>

const Shared = Type.Union([Type.Literal('nobody'), Type.Literal('team'), Type.Literal('desk')])
const actions = Type.Array(MacroAction, { minItems: 1, maxItems: 20 })

export const MacroView = Type.Object(
  {
    id: Id,
    /** In the reader's language. */
    title: Type.String(),
    titles: byLanguage(Type.String()),
    shared: Shared,
    teamId: nullable(Id),
    isActive: Type.Boolean(),
    position: Type.Integer(),
    actions: Type.Array(MacroAction),
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'Macro' },
)
export interface MacroView extends Static<typeof MacroView> {}
export const MacroPage = Type.Object({ items: Type.Array(MacroView), nextCursor: NextCursor }, { title: 'MacroPage' })
export interface MacroPage extends Static<typeof MacroPage> {}

const position = Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 }))
export const CreateMacro = Type.Object({
  titles: byLanguage(Line),
  /** With whom: `nobody` is the person's own. */
  shared: Shared,
  teamId: Type.Optional(Id),
  actions,
  position,
})
export interface CreateMacro extends Static<typeof CreateMacro> {}
export const UpdateMacro = Type.Object({
  macroId: Id,
  titles: Type.Optional(byLanguage(Line)),
  actions: Type.Optional(actions),
  isActive: Type.Optional(Type.Boolean()),
  position,
  expectedVersion: Type.Optional(Version),
})
export interface UpdateMacro extends Static<typeof UpdateMacro> {}
export const MacroById = Type.Object({ macroId: Id })
export interface MacroById extends Static<typeof MacroById> {}
export const ListMacros = Type.Object({ ...pageInput, withInactive: Type.Optional(Type.Boolean()) })
export interface ListMacros extends Static<typeof ListMacros> {}

/** Texts that the agent has changed after the preview; they are sent as they stand, and are no templates any more. */
const Edited = Type.Array(Type.Object({ action: Type.Integer({ minimum: 0, maximum: 19 }), body: Text }), { maxItems: 20 })
export const PreviewMacro = Type.Object({ macroId: Id, ticketId: Id, language: Type.Optional(Language) })
export interface PreviewMacro extends Static<typeof PreviewMacro> {}
export const ApplyMacro = Type.Object({
  ...PreviewMacro.properties,
  edited: Type.Optional(Edited),
  expectedVersion: Type.Optional(Version),
})
export interface ApplyMacro extends Static<typeof ApplyMacro> {}

export const MacroPreview = Type.Object(
  {
    macroId: Id,
    ticketId: Id,
    /** Every action would be done. */
    isAllowed: Type.Boolean(),
    actions: Type.Array(
      Type.Object({
        action: Type.Integer(),
        do: Type.String(),
        /** In the reader's words. */
        title: Type.String(),
        /** Text as it would be sent, with its values. */
        body: Type.Optional(Type.String()),
        language: Type.Optional(Type.String()),
        dir: Type.Optional(Type.Union([Type.Literal('ltr'), Type.Literal('rtl')])),
        isAllowed: Type.Boolean(),
        reason: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
      }),
    ),
  },
  { title: 'MacroPreview' },
)
export interface MacroPreview extends Static<typeof MacroPreview> {}
export const AppliedMacro = Type.Object({ macroId: Id, ticket: TicketView }, { title: 'AppliedMacro' })
export interface AppliedMacro extends Static<typeof AppliedMacro> {}

export const Placeholders = Type.Object(
  { public: Type.Array(Type.String()), internal: Type.Array(Type.String()) },
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
