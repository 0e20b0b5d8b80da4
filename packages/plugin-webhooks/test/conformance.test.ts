import type { ExampleContext } from '@deskwright/testing'
import { pluginConformance } from '@deskwright/testing/vitest'
import { type WebhooksContract, webhooks } from '../src/index.ts'
import { optionsFor } from './webhook-desk.ts'

type Desk = { readonly webhooks: WebhooksContract['service']; readonly people: { create(input: object): Promise<{ id: string }> } }
const desk = ({ test }: ExampleContext): Desk => test.desk.system('examples') as unknown as Desk
// Nobody listens there.
const url = 'http://127.0.0.1:9990/hook'
let count = 0

async function service(context: ExampleContext): Promise<string> {
  count += 1
  return (await desk(context).people.create({ name: `Example service ${count}`, kind: 'service' })).id
}
async function hook(context: ExampleContext): Promise<string> {
  const { subscription } = await desk(context).webhooks.create({
    name: 'CRM',
    url,
    events: ['ticket.*'],
    serviceId: await service(context),
  })
  return subscription.id
}
/** Begins what waits, as the plugin's own job does. */
const begun = async (context: ExampleContext) => (await desk(context).webhooks.turn({ outcomes: [], places: 100 })).sendings

/** A delivery of an event to a service that sees the desk's whole log. */
async function seeing(context: ExampleContext): Promise<void> {
  count += 1
  const serviceId = await service(context)
  const admin = context.test.desk.system('examples')
  await admin.access.grant({ personId: serviceId, roleId: 'auditor', scope: 'all' })
  await desk(context).webhooks.create({ name: 'Log', url, events: ['*'], serviceId })
  await desk(context).webhooks.note({
    eventId: context.test.ids.missing(700 + count),
    event: 'company.created',
    ticketId: null,
    isPublic: false,
    namedIds: [],
    staffBody: '{}',
    customerBody: '{}',
  })
}
const failed = { isTaken: false, tookMs: 1, answer: null, error: 'webhooks.refused' }

/** A subscription that nobody wants any more, and a delivery at its eighth attempt. */
async function endings(context: ExampleContext) {
  await tested(context)
  for (let attempt = 1; ; attempt += 1) {
    context.test.clock.advance('2h')
    const sendings = (await begun(context)).filter((one) => one.attempt === attempt)
    const outcomes = sendings.map((one) => ({ ...failed, deliveryId: one.deliveryId, attempt, status: 500 }))
    if (attempt === 8 || !outcomes.length) {
      await seeing(context)
      const gone = (await begun(context)).filter(({ body }) => body === '{}')
      return {
        outcomes: [...outcomes, ...gone.map((one) => ({ ...failed, deliveryId: one.deliveryId, attempt: one.attempt, status: 410 }))],
        places: 0,
      }
    }
    await desk(context).webhooks.turn({ outcomes, places: 0 })
  }
}

const tested = async (context: ExampleContext): Promise<string> =>
  (await desk(context).webhooks.test({ subscriptionId: await hook(context) })).id

pluginConformance(webhooks, {
  options: optionsFor(),
  examples: {
    create: async (context) => ({ name: 'CRM', url, events: ['ticket.*', 'company.created'], serviceId: await service(context) }),
    get: async (context) => ({ subscriptionId: await hook(context) }),
    update: async (context) => ({ subscriptionId: await hook(context), name: 'ERP', events: ['*'], isOn: false }),
    rotateSecret: async (context) => ({ subscriptionId: await hook(context), overlapHours: 1 }),
    remove: async (context) => ({ subscriptionId: await hook(context) }),
    deliveries: async (context) => ({ subscriptionId: await hook(context) }),
    replay: async (context) => ({ deliveryId: await tested(context) }),
    replayPeriod: async (context) => ({ subscriptionId: await hook(context), from: context.now, to: context.soon }),
    test: async (context) => ({ subscriptionId: await hook(context) }),
    wanted: { event: 'ticket.created' },
    note: async (context) => ({
      eventId: context.test.ids.missing(900 + count),
      event: 'ticket.created',
      ticketId: context.ticketId,
      isPublic: true,
      namedIds: [],
      staffBody: '{}',
      customerBody: '{}',
    }),
    turn: endings,
    forget: async (context: ExampleContext) => {
      await tested(context)
      const sendings = await begun(context)
      const outcomes = sendings.map(({ deliveryId, attempt }) => ({
        ...failed,
        deliveryId,
        attempt,
        isTaken: true,
        status: 204,
        error: null,
      }))
      await desk(context).webhooks.turn({ outcomes, places: 0 })
      context.test.clock.advance('31d')
      return {}
    },
  },
})
