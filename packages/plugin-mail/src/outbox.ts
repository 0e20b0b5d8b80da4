import { PassThrough } from 'node:stream'
import { createTransport, type SendMailOptions, type Transport, type Transporter } from 'nodemailer'
import type { MailOptions, SmtpServer } from './options.ts'

const CONNECT_MS = 15_000
/** Of silence in the middle of a mail. */
const SILENCE_MS = 30_000
const CONNECTIONS = 5

/** A mail that was not sent, and whether the server had all of it. */
export class NotSent extends Error {
  /** The last byte was given away, and no answer came: it may be there. */
  readonly isUnanswered: boolean

  constructor(cause: unknown, isUnanswered: boolean) {
    super('not sent', { cause })
    this.name = 'NotSent'
    this.isUnanswered = isUnanswered
  }
}

/**
 * The way out, opened with the first mail and again after `close`. Sends each mail once: what was lost on the way is for the desk to send
 * again, which knows what it has sent. Files and addresses of the net are never read for a mail.
 */
export class Outbox {
  readonly #transport: MailOptions['transport']
  #open: Transporter | undefined
  /** Mails on their way, and whether all of them has gone out. */
  readonly #given = new Map<string, { isWhole: boolean }>()

  constructor(transport: MailOptions['transport']) {
    this.#transport = transport
  }

  /** Throws `NotSent`. */
  async send(mail: SendMailOptions & { readonly messageId: string }, signal: AbortSignal): Promise<void> {
    const given = { isWhole: false }
    this.#given.set(mail.messageId, given)
    try {
      await this.#transporter().sendMail({ ...mail, signal, disableFileAccess: true, disableUrlAccess: true })
    } catch (error) {
      throw new NotSent(error, given.isWhole && isServer(this.#transport) && !hasAnswer(error))
    } finally {
      this.#given.delete(mail.messageId)
    }
  }

  /** Idle connections end at once, others when their mail is through. */
  close(): void {
    this.#open?.close()
    this.#open = undefined
  }

  #transporter(): Transporter {
    if (this.#open) return this.#open
    const transporter = isServer(this.#transport) ? createTransport(pooled(this.#transport)) : createTransport(this.#transport)
    transporter.use('stream', (mail, done) => {
      const given = this.#given.get(mail.data.messageId ?? '')
      if (given)
        mail.message.transform(
          () =>
            new PassThrough({
              flush(ended) {
                given.isWhole = true
                ended()
              },
            }),
        )
      done()
    })
    this.#open = transporter
    return transporter
  }
}

const isServer = (transport: MailOptions['transport']): transport is SmtpServer => !isTransport(transport)
const isTransport = (transport: MailOptions['transport']): transport is Transport =>
  'send' in transport && typeof transport.send === 'function'

/** A server that has answered has not taken it. */
const hasAnswer = (error: unknown): boolean => error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'

const pooled = ({ host, port, secure = false, requireTls = false, auth, tls, connections = CONNECTIONS }: SmtpServer) => ({
  pool: true as const,
  host,
  ...(port === undefined ? {} : { port }),
  secure,
  requireTLS: requireTls,
  ...(auth ? { auth } : {}),
  ...(tls ? { tls } : {}),
  maxConnections: connections,
  // The pool would send a mail again by itself, without knowing whether it is there already.
  maxRequeues: 0,
  connectionTimeout: CONNECT_MS,
  greetingTimeout: CONNECT_MS,
  dnsTimeout: CONNECT_MS,
  socketTimeout: SILENCE_MS,
  disableFileAccess: true,
  disableUrlAccess: true,
})
