import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { webhooks } from '../src/index.ts'
import { optionsFor, refusal, webhookDesk } from './webhook-desk.ts'

describeOnBothDatabases('webhooks whose receiver fails', (kind) => {
  it('are tried eight times with back-off under one id, then given up, and repeated when told', async () => {
    const desk = await webhookDesk(kind)
    const { receiver, manager } = desk
    receiver.act = (answer) => answer.writeHead(503).end('busy')
    const { id } = await desk.hook({ events: ['ticket.created'] })
    await desk.ticket()
    await desk.sent()
    await desk.sent()
    expect(await desk.states(id)).toEqual(['waiting 1 503'])
    for (const [index, pause] of (['2s', '6s', '21s', '81s', '321s', '22m', '86m'] as const).entries()) {
      await desk.after(pause)
      expect(receiver.got, pause).toHaveLength(index + 2)
    }
    expect(await desk.states(id)).toEqual(['dead 8 503'])
    await desk.after('1d')
    expect(receiver.got).toHaveLength(8)
    expect(new Set(receiver.got.map((got) => got.id)).size).toBe(1)
    expect(new Set(receiver.got.map(({ body }) => body)).size).toBe(1)
    expect(await desk.events.named('webhooks.delivery_dead')).toHaveLength(1)
    receiver.act = (answer) => answer.writeHead(200).end()
    const [dead] = (await manager.webhooks.deliveries({ subscriptionId: id })).items
    if (!dead) throw new Error('no delivery')
    await manager.webhooks.replay({ deliveryId: dead.id })
    await desk.sent()
    expect(await desk.states(id)).toEqual(['delivered 1 200'])
    expect(receiver.got.at(-1)?.id).toBe(dead.id)
    expect(await manager.webhooks.get({ subscriptionId: id })).toMatchObject({ failures: 0, failingSince: null })
  })

  it('are switched off after days without success, hold what comes, and go on from there', async () => {
    const desk = await webhookDesk(kind)
    const { receiver, manager, clock } = desk
    const { id } = await desk.hook({ events: ['ticket.created'] })
    receiver.act = (answer) => answer.writeHead(500).end()
    const from = new Date(clock.now()).toISOString()
    await desk.ticket()
    await desk.sent()
    await desk.after('4d')
    expect(await manager.webhooks.get({ subscriptionId: id })).toMatchObject({ state: 'on' })
    await desk.ticket()
    await desk.after('2d')
    expect(await manager.webhooks.get({ subscriptionId: id })).toMatchObject({ state: 'disabled' })
    expect(await desk.events.named('webhooks.disabled')).toMatchObject([{ payload: { subscriptionId: id, reason: 'failing' } }])
    expect((await desk.desk.doctor()).findings).toMatchObject([{ severity: 'warning', code: 'webhooks.disabled' }])
    const before = receiver.got.length
    await desk.ticket()
    await desk.after('1d')
    expect(receiver.got).toHaveLength(before)
    expect((await desk.states(id)).map((state) => state.split(' ')[0])).toEqual(['held', 'held', 'held'])
    receiver.act = (answer) => answer.writeHead(200).end()
    await manager.webhooks.update({ subscriptionId: id, isOn: true })
    const to = new Date(clock.now() + 1).toISOString()
    expect(await manager.webhooks.replayPeriod({ subscriptionId: id, from, to })).toEqual({ count: 3 })
    expect(await refusal(manager.webhooks.replayPeriod({ subscriptionId: id, from: to, to: from }))).toBe('webhooks.period_wrong')
    await desk.sent()
    expect((await desk.states(id)).map((state) => state.split(' ')[0])).toEqual(['delivered', 'delivered', 'delivered'])
    expect((await desk.desk.doctor()).findings).toEqual([])
  })

  it('are switched off at once by whoever says that they are gone', async () => {
    const desk = await webhookDesk(kind)
    desk.receiver.act = (answer) => answer.writeHead(410).end()
    const { id } = await desk.hook({ events: ['ticket.created'] })
    await desk.ticket()
    await desk.sent()
    expect(await desk.manager.webhooks.get({ subscriptionId: id })).toMatchObject({ state: 'disabled' })
  })

  it('read little of what they are answered, go nowhere else, and wait for nobody for long', async () => {
    const desk = await webhookDesk(kind, { outgoing: { allow: ['127.0.0.1'], timeoutMs: 400 } })
    const { receiver } = desk
    const acts = {
      huge: (answer: import('node:http').ServerResponse) => {
        const more = (): void =>
          void (answer.destroyed || (answer.write('x'.repeat(65_536)) ? setImmediate(more) : answer.once('drain', more)))
        more()
      },
      hangs: () => {},
      redirects: (answer: import('node:http').ServerResponse) => answer.writeHead(307, { location: `${receiver.url}/elsewhere` }).end(),
      cut: (answer: import('node:http').ServerResponse) => answer.destroy(),
    }
    receiver.act = (answer, { path }) => acts[path.split('/').at(-1) as keyof typeof acts](answer)
    const ids: Record<string, string> = {}
    for (const name of Object.keys(acts)) ids[name] = (await desk.hook({ events: ['ticket.created'], url: `${receiver.url}/${name}` })).id
    await desk.ticket()
    const begun = performance.now()
    await desk.sent()
    expect(performance.now() - begun).toBeLessThan(5000)
    expect(receiver.got.map(({ path }) => path.split('/').at(-1)).sort()).toEqual(['cut', 'hangs', 'huge', 'redirects'])
    const state = async (name: string) => (await desk.manager.webhooks.deliveries({ subscriptionId: ids[name] ?? '' })).items[0]
    expect(await state('huge')).toMatchObject({ state: 'delivered', answer: 'x'.repeat(1000) })
    expect(await state('hangs')).toMatchObject({ state: 'waiting', error: 'outgoing.too_late', status: null })
    expect(await state('redirects')).toMatchObject({ state: 'waiting', error: 'webhooks.redirected', status: 307 })
    expect(await state('cut')).toMatchObject({ state: 'waiting', error: 'outgoing.not_reached (ECONNRESET)' })
  })

  it('whose process is killed in the middle are sent again, under the same id', async () => {
    const desk = await webhookDesk(kind)
    const { receiver } = desk
    const { id } = await desk.hook({ events: ['ticket.created'] })
    await desk.ticket()
    // All that a killed process leaves behind: deliveries begun, and nobody who would say how they ended.
    const killed = desk.desk.system('killed').webhooks
    await desk.desk['~store'].write(({ db }) => db.updateTable('job_schedule').set({ next_due_ms: 9e15 }).execute())
    await desk.tick()
    receiver.got.length = 0
    const [first] = (await desk.manager.webhooks.deliveries({ subscriptionId: id })).items
    await desk.manager.webhooks.replay({ deliveryId: first?.id ?? '' })
    const { sendings } = await killed.turn({ outcomes: [], places: 5 })
    expect(sendings).toMatchObject([{ deliveryId: first?.id, attempt: 1 }])
    await desk.sent()
    expect(receiver.got).toEqual([])
    expect(await refusal(desk.manager.webhooks.replay({ deliveryId: first?.id ?? '' }))).toBe('webhooks.under_way')
    await desk.after('1m')
    expect(receiver.got.map((got) => got.id)).toEqual([first?.id])
    expect(await desk.states(id)).toEqual(['delivered 2 204'])
    // Whoever was taken for dead says nothing that counts any more.
    await killed.turn({
      outcomes: [{ deliveryId: first?.id ?? '', attempt: 1, isTaken: false, status: 500, tookMs: 1, answer: null, error: 'x' }],
      places: 0,
    })
    expect(await desk.states(id)).toEqual(['delivered 2 204'])
  })

  it('are begun once by any number of processes', async () => {
    const desk = await webhookDesk(kind)
    const others = [1, 2, 3].map(() => desk.another({ plugins: [webhooks(optionsFor())] }))
    const { id } = await desk.hook({ events: ['ticket.created'] })
    for (let n = 0; n < 20; n += 1) await desk.ticket()
    await Promise.all([desk.desk, ...others].map((one) => one.tick()))
    await desk.sent()
    expect(desk.receiver.got).toHaveLength(20)
    expect(new Set(desk.receiver.got.map((got) => got.id)).size).toBe(20)
    expect(await desk.states(id)).toEqual(Array.from({ length: 20 }, () => 'delivered 1 204'))
  })

  it('hold up nobody else: one in twenty hangs, one in a hundred is refused', async () => {
    const desk = await webhookDesk(kind, { outgoing: { allow: ['127.0.0.1'], timeoutMs: 2000 } })
    const { receiver } = desk
    receiver.act = (answer, { path }) => {
      if (path.endsWith('/hangs')) return
      answer.writeHead(path.endsWith('/refuses') ? 500 : 204).end()
    }
    const good: string[] = []
    const serviceId = await desk.service()
    for (const name of ['hangs', 'refuses', ...Array.from({ length: 18 }, (_, n) => `good${n}`)]) {
      const { id } = await desk.hook({ events: ['ticket.created'], url: `${receiver.url}/${name}`, serviceId })
      if (name.startsWith('good')) good.push(id)
    }
    for (let n = 0; n < 10; n += 1) await desk.ticket()
    const ticking = desk.sent()
    const begun = performance.now()
    while (receiver.got.filter(({ path }) => path.includes('/good')).length < 180 && performance.now() - begun < 60_000)
      await new Promise((resolve) => setTimeout(resolve, 20))
    // The hanging one has begun no more than it may before it has failed once, and one at a time after that.
    expect(receiver.got.filter(({ path }) => path.endsWith('/hangs')).length).toBeLessThan(12)
    expect(receiver.got.filter(({ path }) => path.includes('/good'))).toHaveLength(180)
    await ticking
    for (const id of good) expect(new Set(await desk.states(id))).toEqual(new Set(['delivered 1 204']))
  }, 120_000)

  it('forget what is over and old, and nothing that waits', async () => {
    const desk = await webhookDesk(kind, { keepDays: 1 })
    const { receiver } = desk
    const { id } = await desk.hook({ events: ['ticket.created'] })
    await desk.ticket()
    await desk.sent()
    receiver.act = (answer) => answer.writeHead(500).end()
    await desk.ticket()
    await desk.sent()
    desk.clock.advance('2d')
    await desk.tick({ jobs: ['webhooks/forget'] })
    expect((await desk.states(id)).map((state) => state.split(' ')[0])).toEqual(['waiting'])
  })
})
