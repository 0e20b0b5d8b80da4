import Type, { type Static } from 'typebox'
import { Code, OpenObject } from '../value/schema.ts'

/** Codes with the reader's words for them. */
const Titled = Type.Array(Type.Object({ id: Code, title: Type.String() }))

export const TicketTypeView = Type.Object(
  {
    id: Code,
    title: Type.String(),
    statuses: Type.Array(Type.Object({ id: Code, title: Type.String(), category: Type.String() })),
    commands: Type.Array(
      Type.Object({
        id: Code,
        title: Type.String(),
        from: Type.Array(Type.String()),
        to: Type.String(),
        permission: Type.String(),
        input: OpenObject,
      }),
    ),
    priorities: Titled,
    /** How a ticket can end, and what it can wait for. */
    resolutions: Titled,
    waitingFor: Titled,
    /** Levels that give the priority; empty where the type has none. */
    impacts: Titled,
    urgencies: Titled,
    /** JSON Schema of the custom fields that the reader may see. */
    fields: OpenObject,
    mermaid: Type.String(),
  },
  { title: 'TicketType' },
)
export interface TicketTypeView extends Static<typeof TicketTypeView> {}
export const TicketTypeList = Type.Object(
  { items: Type.Array(Type.Object({ id: Code, title: Type.String() })) },
  { title: 'TicketTypeList' },
)
export interface TicketTypeList extends Static<typeof TicketTypeList> {}
export const TicketTypeById = Type.Object({ typeId: Code })
export interface TicketTypeById extends Static<typeof TicketTypeById> {}

export const FormOfType = Type.Object({
  typeId: Code,
  purpose: Type.Union([Type.Literal('create'), Type.Literal('update'), Type.Literal('command')]),
  /** Which one, for the purpose `command`. */
  command: Type.Optional(Code),
})
export interface FormOfType extends Static<typeof FormOfType> {}
export const FormView = Type.Object(
  {
    typeId: Code,
    purpose: Type.String(),
    command: Type.Optional(Code),
    title: Type.String(),
    /** JSON Schema (draft 2020-12) of the input: titles in the reader's language, order, units, what ids name. */
    schema: OpenObject,
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
