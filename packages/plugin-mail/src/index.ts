export type {
  FoundRefusal,
  ListRefusals,
  MailContract,
  MailService,
  NoteRefusal,
  Refusal,
  RefusalOf,
  RefusalPage,
} from './contract.ts'
export { mail } from './mail.ts'
export type { MailBrand, MailOptions, MailSender, MailSubject, SmtpServer } from './options.ts'
export { type ReadToken, type ReplyTo, readReplyToken, replyToken } from './reply-token.ts'
export type { MailTextParams } from './texts/mail-texts.ts'
