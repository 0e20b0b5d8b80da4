import { about, Id, Instant, NextCursor, nullable, pageInput } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import type { MailOptions } from './options.ts'
import type { MailTextParams } from './texts/mail-texts.ts'

/** The cursor is the last person's refusal; it says nothing that the list does not. */
export const ListRefusals = Type.Object({
  limit: pageInput.limit,
  cursor: Type.Optional(about(Id, 'Where to go on: `nextCursor` of the page before')),
})
export interface ListRefusals extends Static<typeof ListRefusals> {}
/** An address that a server has refused for good: nothing is sent to it until it is allowed, or the person has another. */
export const Refusal = Type.Object(
  {
    personId: Id,
    address: about(Type.String(), 'The e-mail address that was refused'),
    code: about(Type.Integer(), 'Code of the server’s answer, such as 550'),
    refusedAt: Instant,
  },
  { title: 'MailRefusal' },
)
export interface Refusal extends Static<typeof Refusal> {}
export const RefusalPage = Type.Object(
  { items: about(Type.Array(Refusal), 'What is on this page, newest first'), nextCursor: NextCursor },
  { title: 'MailRefusalPage' },
)
export interface RefusalPage extends Static<typeof RefusalPage> {}
export const RefusalOf = Type.Object({ personId: Id })
export interface RefusalOf extends Static<typeof RefusalOf> {}
export const FoundRefusal = Type.Object({ refusal: about(nullable(Refusal), 'What was refused; null: nothing') })
export interface FoundRefusal extends Static<typeof FoundRefusal> {}
export const NoteRefusal = Type.Object({
  personId: Id,
  address: Type.String({ minLength: 3, maxLength: 254, description: 'The e-mail address that was refused' }),
  code: Type.Integer({ minimum: 500, maximum: 599, description: 'Code of the server’s answer, such as 550' }),
})
export interface NoteRefusal extends Static<typeof NoteRefusal> {}

export interface MailService {
  /** Addresses that servers have refused for good, newest first. */
  refusals(input: ListRefusals): Promise<RefusalPage>
  /** Whether anything is refused for somebody. */
  refusalOf(input: RefusalOf): Promise<FoundRefusal>
  /** Sends to somebody again. Throws `mail.not_refused`. */
  allow(input: RefusalOf): Promise<Refusal>
  /** For the plugin itself: a server knows nobody by this address. */
  note(input: NoteRefusal): Promise<Refusal>
}

export interface MailContract {
  id: 'mail'
  options: MailOptions
  service: MailService
  permissions: 'mail.manage'
  events: {
    'mail.address_refused': { personId: string; code: number }
    'mail.address_allowed': { personId: string }
  }
  tables: { mail_refusal: { id: string; person_id: string; address: string; code: number; refused_at: string } }
  texts: MailTextParams
}
