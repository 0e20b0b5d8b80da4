import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface Caught {
  /** As it came over the wire, byte for byte. */
  readonly raw: Buffer
  readonly text: string
  readonly from: string
  readonly to: readonly string[]
  readonly mail: Email
}
export type Answer = 'ok' | 'drop' | 'hang' | { readonly code: number; readonly text: string }

const refusal = ({ code, text }: { readonly code: number; readonly text: string }) => Object.assign(new Error(text), { responseCode: code })

/** A real SMTP server in this process, which takes, refuses, keeps silent and hangs up as it is told. */
export class SmtpCatcher {
  /** What it has taken, also where it never said so. */
  readonly caught: Caught[] = []
  onConnect: () => Answer = () => 'ok'
  onRecipient: (address: string) => Answer = () => 'ok'
  /** When all of the mail is there. */
  onMail: () => Answer = () => 'ok'
  readonly #server: SMTPServer

  constructor() {
    this.#server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 50,
      onConnect: (session, done) => this.#answer(this.onConnect(), session.id, done),
      onRcptTo: ({ address }, session, done) => this.#answer(this.onRecipient(address), session.id, done),
      onData: (stream, { id, envelope }, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const raw = Buffer.concat(chunks)
          void PostalMime.parse(raw).then((mail) => {
            const answer = this.onMail()
            if (answer === 'ok' || answer === 'drop' || answer === 'hang')
              this.caught.push({
                raw,
                text: raw.toString('utf8'),
                from: envelope.mailFrom ? envelope.mailFrom.address : '',
                to: envelope.rcptTo.map(({ address }) => address),
                mail,
              })
            this.#answer(answer, id, done)
          })
        })
      },
    })
    this.#server.on('error', () => undefined)
  }

  async open(): Promise<number> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server.server, 'listening')
    return (this.#server.server.address() as AddressInfo).port
  }

  get connections(): number {
    return this.#server.connections.size
  }

  /** As a server that is restarted hangs up on everybody. */
  hangUp(): void {
    for (const { _socket } of this.#server.connections) _socket.destroy()
  }

  close(): Promise<void> {
    this.hangUp()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  #answer(answer: Answer, session: string, done: (error?: Error | null) => void): void {
    if (answer === 'hang') return
    if (answer === 'drop') for (const { id, _socket } of this.#server.connections) id === session && _socket.destroy()
    else done(answer === 'ok' ? null : refusal(answer))
  }
}
