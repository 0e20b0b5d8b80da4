import { type TestDesk, type TestDeskOptions, testDesk } from '@deskwright/testing'
import { onTestFinished } from 'vitest'
import { type ImportFromOptions, type ImportsContract, importFrom, imports } from '../src/index.ts'

export interface ImportTestDesk extends TestDesk<ImportsContract> {
  carry(options: Omit<ImportFromOptions, 'now'>): ReturnType<typeof importFrom>
  /** Everything that was carried over, without ids, in the order of the numbers. */
  contents(): Promise<readonly CarriedTicket[]>
}

export interface CarriedTicket {
  readonly [fact: string]: unknown
  readonly subject: string
  readonly messages: readonly { readonly [fact: string]: unknown }[]
}

export async function importDesk(database: 'sqlite' | 'postgres', options: TestDeskOptions<never> = {}): Promise<ImportTestDesk> {
  const test = await testDesk({ ...options, plugins: [imports()], database })
  onTestFinished(() => test.close())
  const system = test.desk.system('test')
  return Object.assign(test, {
    carry: (given: Omit<ImportFromOptions, 'now'>) => importFrom(test.desk, { ...given, now: new Date(test.clock.now()).toISOString() }),
    async contents(): Promise<CarriedTicket[]> {
      const { items } = await system.tickets.list({ limit: 200 })
      const found: CarriedTicket[] = []
      for (const ticket of items.toSorted((a, b) => a.number - b.number)) {
        const { items: messages } = await system.tickets.messages({ ticketId: ticket.id, limit: 200 })
        const { items: timeline } = await system.tickets.timeline({ ticketId: ticket.id, limit: 200 })
        const {
          number,
          type,
          subject,
          status,
          priority,
          tags,
          channel,
          fields,
          createdAt,
          updatedAt,
          resolvedAt,
          closedAt,
          firstResponseAt,
        } = ticket
        found.push({
          ...{
            number,
            type,
            subject,
            status,
            priority,
            tags,
            channel,
            fields,
            createdAt,
            updatedAt,
            resolvedAt,
            closedAt,
            firstResponseAt,
          },
          requester: ticket.requester.name,
          company: ticket.company?.name ?? null,
          assignee: ticket.assignee?.name ?? null,
          team: ticket.team?.key,
          messages: messages.map(({ author, acting, body, visibility, createdAt: at, attachments }) => ({
            ...{ author: author.kind === 'person' ? author.name : author.kind, acting, body, visibility, at },
            files: attachments.map(({ name, sizeBytes }) => [name, sizeBytes]),
          })),
          history: timeline.map(({ event, at }) => [event, at]),
        })
      }
      return found
    },
  })
}
