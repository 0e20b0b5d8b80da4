import type { ConnectionOptions } from 'node:tls'
import type { Transport } from 'nodemailer'

/** The server that mails are handed to. */
export interface SmtpServer {
  readonly host: string
  /** 587 unless told, 465 with `secure`. */
  readonly port?: number
  /** TLS from the first byte. Without it STARTTLS is used where the server offers it. */
  readonly secure?: boolean
  /** Refuses to go on where the server offers no STARTTLS. */
  readonly requireTls?: boolean
  readonly auth?: { readonly user: string; readonly pass: string }
  readonly tls?: ConnectionOptions
  /** Connections at a time; 5 unless told. */
  readonly connections?: number
}

export interface MailSender {
  readonly address: string
  readonly name?: string
}

/** What a mail is about: enough to choose looks by. */
export interface MailSubject {
  readonly ticketId: string
  readonly teamId: string
  readonly acting: 'staff' | 'customer'
  /** In which it will be written. */
  readonly language: string
}

/** Looks, as data: everything is escaped, and what is no colour or no address is left out. */
export interface MailBrand {
  readonly name?: string
  /** `#rrggbb`. */
  readonly color?: string
  /** `https://…` of a picture. */
  readonly logoUrl?: string
  /** A line at the end, such as the postal address. */
  readonly footer?: string
}

export interface MailOptions {
  /** An SMTP server, or any transport of nodemailer's. */
  readonly transport: SmtpServer | Transport
  readonly from: MailSender
  /** Other senders for mails of some teams, by the team's id. */
  readonly teams?: Readonly<Record<string, MailSender>>
  /**
   * Where answers go, if something reads them: `reply+{token}@example.com`. The token names ticket and recipient and is signed with the secret
   * (32 characters at least); `readReplyToken` reads it. Without it mails say that answers are not read.
   */
  readonly replyTo?: { readonly address: string; readonly secret: string }
  /** Addresses of pages; `{id}` and `{number}` are the ticket's, `{approvalId}` the approval's. From here alone, never from a request. */
  readonly links: {
    readonly ticket: string | { readonly staff: string; readonly customer: string }
    readonly approval?: string | { readonly staff: string; readonly customer: string }
    /** Where people say what they are told. */
    readonly preferences?: string
  }
  readonly brand?: (about: MailSubject) => MailBrand | Promise<MailBrand>
  /** How many messages before the new ones a mail repeats; none unless told, 20 at the most. */
  readonly history?: number
  /** Milliseconds during which what somebody is told about one ticket is gathered into one mail; 20 000 unless told. */
  readonly gatherMs?: number
  /** Domain of message ids; that of `from` unless told. Must stay the same, or threads break. */
  readonly domain?: string
  /** Milliseconds that one attempt may take; 60 000 unless told. */
  readonly timeout?: number
}
