import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderStorage } from '@deskwright/core'
import { type TestDesk, testDesk } from '@deskwright/testing'
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import { type MailContract, type MailOptions, mail } from '../src/index.ts'
import { SmtpCatcher } from './smtp-catcher.ts'

export const SECRET = 'a secret of the tests, long enough'

export interface MailDesk {
  readonly test: TestDesk<MailContract>
  readonly smtp: SmtpCatcher
  /** Lets everything that waits be tried now, as often as told. */
  sent(times?: number): Promise<void>
  /** A ticket of the customer in team NET, and everything told of it so far. */
  opened(input?: { readonly subject?: string; readonly body?: string }): Promise<string>
  /** `state attempts` of the customer's newest delivery about a ticket, with its error. */
  stateOf(ticketId: string, personId?: string): Promise<string>
}

export const optionsFor = (port: number): MailOptions => ({
  transport: { host: '127.0.0.1', port },
  from: { address: 'support@desk.example', name: 'Support' },
  links: { ticket: { staff: 'https://desk.example/staff/{number}', customer: 'https://desk.example/requests/{id}' } },
  gatherMs: 0,
})

export async function mailDesk(database: 'sqlite' | 'postgres', more: Partial<MailOptions> = {}): Promise<MailDesk> {
  const smtp = new SmtpCatcher()
  const port = await smtp.open()
  const folder = await mkdtemp(join(tmpdir(), 'deskwright-mail-'))
  const test = await testDesk({ database, files: { storage: folderStorage(folder) }, plugins: [mail({ ...optionsFor(port), ...more })] })
  afterAll(async () => {
    await test.close()
    await smtp.close()
    await rm(folder, { recursive: true, force: true })
  })
  const { desk, actors, places } = test
  const sent = async (times = 1): Promise<void> => {
    for (let n = 0; n < times; n += 1) {
      await desk['~store'].write(({ db }) =>
        db.updateTable('notification_delivery').set({ due_ms: sql`0` }).where('state', '=', 'waiting').execute(),
      )
      await desk.tick()
      await desk.tick()
    }
  }
  return {
    test,
    smtp,
    sent,
    async opened({ subject = 'The printer smokes', body = 'Since this morning.' } = {}) {
      const { id } = await test.as('customer').tickets.create({ subject, body })
      await test.as('admin').tickets.assign({ ticketId: id, assigneeId: actors.agent.id, teamId: places.teams.net })
      await sent(2)
      smtp.caught.length = 0
      return id
    },
    async stateOf(ticketId, personId = actors.customer.id) {
      const rows = await desk['~store'].read(({ db }) =>
        db
          .selectFrom('notification_delivery')
          .select(['state', 'attempt_count', 'error'])
          .where('ticket_id', '=', ticketId)
          .where('person_id', '=', personId)
          .orderBy('id', 'desc')
          .execute(),
      )
      const [row] = rows
      return row ? `${String(row.state)} ${String(row.attempt_count)} ${String(row.error ?? '')}`.trim() : 'none'
    },
  }
}
