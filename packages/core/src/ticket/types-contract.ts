import Type, { type Static } from 'typebox'
import { about, Code, OpenObject } from '../value/schema.ts'

/** Codes with the reader's words for them. */
const Titled = Type.Array(Type.Object({ id: about(Code, 'Code'), title: about(Type.String(), 'In the reader’s language') }))

export const TicketTypeView = Type.Object(
  {
    id: about(Code, 'Code of the type'),
    title: about(Type.String(), 'In the reader’s language'),
    statuses: about(
      Type.Array(
        Type.Object({
          id: about(Code, 'Internal name'),
          title: about(Type.String(), 'In the reader’s words'),
          category: about(Type.String(), 'What the status means: programs go by this'),
        }),
      ),
      'Those that the reader may know',
    ),
    commands: about(
      Type.Array(
        Type.Object({
          id: about(Code, 'What `tickets.perform` takes'),
          title: about(Type.String(), 'In the reader’s language'),
          from: about(Type.Array(Type.String()), 'Statuses in which it can be done'),
          to: about(Type.String(), 'Status that it leads to'),
          permission: about(Type.String(), 'What it takes'),
          input: about(OpenObject, 'JSON Schema'),
        }),
      ),
      'What can be done with tickets of it',
    ),
    priorities: about(Titled, 'From the lowest'),
    resolutions: about(Titled, 'How a ticket can end'),
    waitingFor: about(Titled, 'What a ticket can wait for'),
    impacts: about(Titled, 'Levels that give the priority; empty where the type has none'),
    urgencies: about(Titled, 'Levels that give the priority; empty where the type has none'),
    fields: about(OpenObject, 'JSON Schema of the custom fields that the reader may see'),
    mermaid: about(Type.String(), 'Its statuses and commands as a Mermaid picture'),
  },
  { title: 'TicketType' },
)
export interface TicketTypeView extends Static<typeof TicketTypeView> {}
export const TicketTypeList = Type.Object(
  {
    items: about(
      Type.Array(Type.Object({ id: about(Code, 'Code of the type'), title: about(Type.String(), 'In the reader’s language') })),
      'All of them',
    ),
  },
  { title: 'TicketTypeList' },
)
export interface TicketTypeList extends Static<typeof TicketTypeList> {}
export const TicketTypeById = Type.Object({ typeId: about(Code, 'Code of the type') })
export interface TicketTypeById extends Static<typeof TicketTypeById> {}

export const FormOfType = Type.Object({
  typeId: about(Code, 'Code of the type'),
  purpose: about(
    Type.Union([Type.Literal('create'), Type.Literal('update'), Type.Literal('command')]),
    'Opening a ticket, changing one, or giving it a command',
  ),
  command: Type.Optional(about(Code, 'Which one, for the purpose `command`')),
})
export interface FormOfType extends Static<typeof FormOfType> {}
export const FormView = Type.Object(
  {
    typeId: about(Code, 'Code of the type'),
    purpose: about(Type.String(), 'What it is for'),
    command: Type.Optional(about(Code, 'Which one, for the purpose `command`')),
    title: about(Type.String(), 'In the reader’s language'),
    schema: about(OpenObject, 'JSON Schema (draft 2020-12) of the input: titles in the reader’s language, order, units, what ids name'),
  },
  { title: 'Form' },
)
export interface FormView extends Static<typeof FormView> {}

export interface TypesService {
  /** The ticket types of this desk, in the reader's words. */
  list(): Promise<TicketTypeList>
  /** One type: statuses, commands, fields, and its picture. */
  get(input: TicketTypeById): Promise<TicketTypeView>
  /** What a page draws for opening or changing a ticket of the type, or for one of its commands, in the caller's words and for their audience. */
  form(input: FormOfType): Promise<FormView>
}
export interface TypesContract {
  id: 'types'
  service: TypesService
}
