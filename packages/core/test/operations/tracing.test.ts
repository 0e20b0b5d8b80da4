import { AsyncLocalStorage } from 'node:async_hooks'
import { type Context, type ContextManager, context, ROOT_CONTEXT } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { forContract } from '../../src/plugin/kit.ts'
import { openDesk } from '../access/cast.ts'

interface ProbeContract {
  id: 'probe'
  jobs: { beat: object }
}

/** As the packages of OpenTelemetry for Node do it. */
class Storage implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>()
  active = (): Context => this.#storage.getStore() ?? ROOT_CONTEXT
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(active: Context, run: F, self?: ThisParameterType<F>, ...args: A) {
    return this.#storage.run(active, () => run.call(self as never, ...args))
  }
  bind = <T>(_: Context, target: T): T => target
  enable = (): this => this
  disable = (): this => this
}

forEachDatabase((kind) => {
  it('gives spans with the plugin’s name to operations, handlers and jobs, and nothing of what was said', async () => {
    const spans = new InMemorySpanExporter()
    const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] })
    context.disable()
    context.setGlobalContextManager(new Storage())
    const { definePlugin } = forContract<ProbeContract>()
    const plugin = definePlugin({
      id: 'probe',
      version: '1.0.0',
      contract: 1,
      jobs: { beat: { run: () => {} } },
      acts: ['ticket.read', 'ticket.note'],
      setup(ctx) {
        ctx.within('ticket.created', (_, work) => work.enqueue('beat', {}))
        ctx.guard('ticket.created', () => {})
        ctx.after('note', 'ticket.created', async (event, desk) => {
          await desk.tickets.note({ ticketId: event.payload.ticketId, body: 'canary-note' })
        })
        ctx.after('fail', 'ticket.created', () => Promise.reject(new Error('canary-failure')))
      },
    })
    const { desk } = await openDesk(kind, {
      tracer: provider.getTracer('deskwright'),
      hookTimeLimit: 5000,
      plugins: [plugin()],
      identify: () => null,
    } as never)
    const carl = desk.as({ externalId: 'carl', name: 'Canary Carl' })
    const { id: ticketId } = await carl.tickets.create({ subject: 'canary-subject' })
    await expect(carl.tickets.note({ ticketId, body: 'canary-body' })).rejects.toThrow()
    await desk.tick()
    await desk.tick()
    const finished = spans.getFinishedSpans()
    const of = (name: string) => finished.find((span) => span.name === name)
    const create = of('desk tickets.create')
    expect(create?.attributes).toEqual({
      'desk.operation': 'tickets.create',
      'desk.plugin': 'core',
      'desk.kind': 'command',
      'desk.caller': 'person',
    })
    const guard = of('desk guard probe ticket.created')
    expect(guard?.attributes).toMatchObject({ 'desk.plugin': 'probe', 'desk.phase': 'guard' })
    expect(guard?.parentSpanContext?.spanId).toBe(create?.spanContext().spanId)
    // A refusal is not our failure; what a plugin throws is.
    expect(of('desk tickets.note')).toMatchObject({ attributes: { 'desk.error': expect.stringMatching(/^access\./) }, status: { code: 0 } })
    expect(of('desk after probe ticket.created (fail)')).toMatchObject({ attributes: { 'desk.error': 'uncoded' }, status: { code: 2 } })
    const handler = of('desk after probe ticket.created (note)')
    const note = finished.find(({ name, attributes }) => name === 'desk tickets.note' && attributes['desk.caller'] === 'plugin')
    expect(note?.parentSpanContext?.spanId).toBe(handler?.spanContext().spanId)
    expect(of('desk job probe probe/beat')?.attributes).toMatchObject({ 'desk.plugin': 'probe' })
    expect(JSON.stringify(finished.map(({ name, attributes, events, status }) => ({ name, attributes, events, status })))).not.toMatch(
      /canary/i,
    )
  })
})
