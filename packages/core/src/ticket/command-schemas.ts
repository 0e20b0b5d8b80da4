import Type, { type Static } from 'typebox'
import { about, Code, ExpectedVersion, Id, Instant, Line, OpenInput, OpenObject, staffOnly, Text } from '../value/schema.ts'
import { CategoryName } from './schemas.ts'

const expectedVersion = Type.Optional(ExpectedVersion)

export const PerformCommand = Type.Object({
  ticketId: Id,
  command: about(Code, 'Name of a command of the ticket’s type'),
  input: Type.Optional(about(OpenInput, 'Checked by the command’s own schema')),
  expectedVersion,
  overrideReason: staffOnly(about(Line, 'Passes failed close gates, by right; the reason goes into the history')),
})
export interface PerformCommand extends Static<typeof PerformCommand> {}
const transition = {
  ticketId: Id,
  expectedVersion,
  overrideReason: staffOnly(about(Line, 'Passes failed close gates, by right; the reason goes into the history')),
}
export const StartTicket = Type.Object({ ...transition })
export interface StartTicket extends Static<typeof StartTicket> {}
export const WaitTicket = Type.Object({
  ...transition,
  on: about(Code, 'What for: a code of its type'),
  until: Type.Optional(about(Instant, 'Until when; unless told, until somebody resumes it')),
  mode: Type.Optional(
    about(
      Type.Union([Type.Literal('remind'), Type.Literal('act')]),
      'What happens then: it only reminds (unless told), or work is resumed',
    ),
  ),
  reason: Type.Optional(about(Line, 'Kept in the history')),
})
export interface WaitTicket extends Static<typeof WaitTicket> {}
export const ResolveTicket = Type.Object({
  ...transition,
  resolution: about(Code, 'How it ends: a code of its type'),
  text: Type.Optional(about(Text, 'What the requester reads of it')),
})
export interface ResolveTicket extends Static<typeof ResolveTicket> {}
export const CloseTicket = Type.Object({ ...transition })
export interface CloseTicket extends Static<typeof CloseTicket> {}
export const WithReason = Type.Object({ ...transition, reason: about(Line, 'Kept in the history') })
export interface WithReason extends Static<typeof WithReason> {}

const FailedGate = Type.Object(
  {
    code: about(Type.String(), 'What is missing: code of the error registry or of a plugin'),
    field: Type.Optional(about(Type.String(), 'The field that it is about')),
    message: Type.Optional(about(Type.String(), 'In the reader’s language')),
  },
  { title: 'FailedGate' },
)
export const AvailableCommands = Type.Object(
  {
    items: about(
      Type.Array(
        Type.Object({
          command: about(Code, 'What `perform` takes'),
          title: about(Type.String(), 'In the reader’s language'),
          to: staffOnly(about(Type.String(), 'Status that it leads to')),
          category: about(CategoryName, 'Category of the status that it leads to'),
          isAllowed: about(Type.Boolean(), 'The caller may do it now'),
          reason: Type.Optional(
            about(
              Type.Object({
                code: about(Type.String(), 'Code of the error registry'),
                message: about(Type.String(), 'Its sentence, in the reader’s language'),
              }),
              'Why not: a code of the error registry and its sentence',
            ),
          ),
          gates: Type.Optional(
            about(
              Type.Array(FailedGate),
              'All that it has to wait for. What the command’s own input can bring does not refuse it: a text, another resolution.',
            ),
          ),
          mayOverride: staffOnly(about(Type.Boolean(), 'The caller may pass them, with a reason')),
          openIncidents: staffOnly(
            about(
              Type.Integer(),
              'Tickets that this one caused are still open: ask, and resolve those that are meant with it by `resolveWithIncidents`. Counts to 200.',
            ),
          ),
          input: about(OpenObject, 'JSON Schema of the command’s input'),
        }),
      ),
      'The commands of its type that the caller knows of',
    ),
  },
  { title: 'AvailableCommands' },
)
export interface AvailableCommands extends Static<typeof AvailableCommands> {}
