import { type TestDesk, testDesk } from '@deskwright/testing'
import { onTestFinished } from 'vitest'
import { type WebhookOptions, type WebhooksContract, webhooks } from '../src/index.ts'
import { Receiver } from './receiver.ts'

export const SECRET = 'a secret of the tests that is long enough'
export const optionsFor = (more: Partial<WebhookOptions> = {}): WebhookOptions => ({
  secret: SECRET,
  outgoing: { allow: ['127.0.0.1'], timeoutMs: 1000 },
  ...more,
})

type As = ReturnType<TestDesk<WebhooksContract>['as']>
export interface WebhookDesk extends TestDesk<WebhooksContract> {
  readonly manager: As
  readonly receiver: Receiver
  /** A service with a role. */
  service(grant?: { roleId: string; scope: 'all' | 'team' | 'company'; scopeId?: string }): Promise<string>
  /** A webhook of an agent's service in team NET, unless told. */
  hook(input?: { serviceId?: string; url?: string; events?: string[]; name?: string }): Promise<{ id: string; secret: string }>
  /** Everything that is due now is done. */
  sent(): Promise<void>
  /** Time goes by, and what is due then is done. */
  after(duration: `${number}${'s' | 'm' | 'h' | 'd'}`): Promise<void>
  /** A ticket of ACME in a team. */
  ticket(team?: 'net' | 'fin'): Promise<string>
  states(subscriptionId: string): Promise<string[]>
}

let count = 0

export async function webhookDesk(database: 'sqlite' | 'postgres', options: Partial<WebhookOptions> = {}): Promise<WebhookDesk> {
  const receiver = await new Receiver().open()
  // Whoever verifies a signature looks at the clock.
  const test = await testDesk({ plugins: [webhooks(optionsFor(options))], database, now: new Date().toISOString() })
  onTestFinished(async () => {
    await test.close()
    await receiver.close()
  })
  const { actors, places } = test
  await test.as('admin').access.grant({ personId: actors.admin.id, roleId: 'webhooks.manager', scope: 'all' })
  const manager = test.as('admin')
  const service: WebhookDesk['service'] = async (grant = { roleId: 'agent', scope: 'team', scopeId: places.teams.net }) => {
    count += 1
    const { id } = await manager.people.create({ name: `Service ${count}`, kind: 'service' })
    if (grant.scope === 'company' && grant.scopeId) await manager.companies.saveMember({ companyId: grant.scopeId, personId: id })
    await manager.access.grant({ personId: id, ...grant })
    return id
  }
  return Object.assign(test, {
    manager,
    receiver,
    service,
    async hook({ serviceId, url = receiver.url, events = ['ticket.*'], name = 'CRM' }: Parameters<WebhookDesk['hook']>[0] = {}) {
      const { subscription, secret } = await manager.webhooks.create({ name, url, events, serviceId: serviceId ?? (await service()) })
      return { id: subscription.id, secret }
    },
    async sent() {
      await test.tick({ jobs: ['webhooks/send'] })
    },
    async after(duration: Parameters<WebhookDesk['after']>[0]) {
      test.clock.advance(duration)
      await test.tick({ jobs: ['webhooks/send'] })
    },
    async ticket(team: 'net' | 'fin' = 'net') {
      const input = {
        subject: 'CANARY-SUBJECT',
        requesterId: actors.customer.id,
        companyId: places.companies.acme,
        teamId: places.teams[team],
      }
      return (await manager.tickets.create(input)).id
    },
    async states(subscriptionId: string) {
      const { items } = await manager.webhooks.deliveries({ subscriptionId, limit: 200 })
      return items.map(({ state, attempts, status, error }) => [state, attempts, status ?? error].join(' ')).reverse()
    },
  })
}

/** The code of a refusal; `none` where there was none. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'none'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}
