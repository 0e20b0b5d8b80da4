import { type TestDesk, testDesk } from '@deskwright/testing'
import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { afterEach, beforeEach, expect, expectTypeOf, it } from 'vitest'
import { coreApi } from '../src/core/core-api.ts'
import { type Client, type DeskError, eachItem, fileNameOf, isDeskError } from '../src/index.ts'
import { answerLost, answers, cut, type DeskServer, serveTestDesk } from './desk-server.ts'

const refusal = async (call: Promise<unknown>): Promise<DeskError> =>
  call.then(
    () => expect.unreachable('it was not refused'),
    (error: unknown) => (isDeskError(error) ? error : expect.unreachable(String(error))),
  )

describeOnBothDatabases('client', (database) => {
  let test: TestDesk
  let server: DeskServer
  let carl: Client<typeof coreApi>
  let agent: Client<typeof coreApi>
  beforeEach(async () => {
    test = await testDesk({ database })
    server = await serveTestDesk(test)
    carl = server.clientOf(coreApi, 'customer')
    agent = server.clientOf(coreApi, 'admin', { acting: 'staff' })
  })
  afterEach(async () => {
    await server.close()
    await test.close()
  })
  const count = async (): Promise<number> => (await test.as('admin').tickets.list({})).items.length

  it('calls as one calls the desk itself, with the same answers', async () => {
    const ticket = await carl.tickets.create({ subject: 'The printer hums', body: 'Since today' })
    expectTypeOf(ticket.subject).toEqualTypeOf<string>()
    // @ts-expect-error An input that the desk would refuse is an error of the compiler.
    void (() => carl.tickets.create({ subjekt: 'x' }))
    await agent.tickets.reply({ ticketId: ticket.id, body: 'We come' })
    await agent.tickets.note({ ticketId: ticket.id, body: 'again' })
    expect(await carl.tickets.messages({ ticketId: ticket.id })).toEqual(
      await test.as('customer').tickets.messages({ ticketId: ticket.id }),
    )
    expect((await agent.tickets.messages({ ticketId: ticket.id })).items).toHaveLength(3)
    // Numbers, booleans and lists find their way through an address.
    expect((await agent.tickets.list({ type: ['question', 'incident'], open: true, limit: 1 })).items).toHaveLength(1)
    expect((await carl.people.me()).person.name).toBe('Customer Person')
  })

  it('refuses with the code, the sentence and the faults that the desk has', async () => {
    const { id: ticketId } = await carl.tickets.create({ subject: 'Mine' })
    const stranger = server.clientOf(coreApi, 'stranger')
    expect(await refusal(stranger.tickets.get({ ticketId }))).toMatchObject({ code: 'ticket.not_found', status: 404 })
    const bad = await refusal(carl.tickets.create({ subject: '', teem: 'x' } as never))
    expect(bad).toMatchObject({ code: 'input.invalid', status: 422 })
    expect([...new Set(bad.faults.map(({ pointer }) => pointer))].sort()).toEqual(['/subject', '/teem'])
    expect(await refusal(server.clientOf(coreApi, null).people.me())).toMatchObject({ code: 'access.unauthenticated', status: 401 })
    expect((await refusal(carl.tickets.note({ ticketId, body: 'x' }))).status).toBe(403)
    expect((await refusal(server.clientOf(coreApi, 'customer', { languages: ['ru'] }).tickets.get({ ticketId: 'x' }))).message).toMatch(
      /[а-я]/,
    )
  })

  it('never asks another address than the one that was meant', async () => {
    for (const ticketId of ['..', '.', '', undefined, { toString: () => '..' }])
      expect(await refusal(carl.tickets.get({ ticketId } as never))).toMatchObject({ code: 'client.bad_input' })
    expect(server.seen).toEqual([])
    expect((await refusal(carl.tickets.get({ ticketId: '../people/me?x=1#y' }))).code).toMatch(/input\.invalid|not_found/)
    expect(server.seen[0]?.line).toBe('GET /support/api/tickets/..%2Fpeople%2Fme%3Fx%3D1%23y')
  })

  it('does a command once, however often its answer is lost', async () => {
    server.mishaps.push(answerLost, answerLost, cut)
    const ticket = await carl.tickets.create({ subject: 'Once' })
    expect(await count()).toBe(1)
    expect((await carl.tickets.get({ ticketId: ticket.id })).subject).toBe('Once')
    const keys = server.seen.filter(({ line }) => line.startsWith('POST')).map(({ headers }) => headers['idempotency-key'])
    expect(keys).toHaveLength(4)
    expect(new Set(keys).size).toBe(1)
    await carl.tickets.create({ subject: 'Another' })
    expect(server.seen.at(-1)?.headers['idempotency-key']).not.toBe(keys[0])
  })

  it('gives up after as many attempts as were told, and says under which key to go on', async () => {
    server.mishaps.push(answerLost, answerLost)
    const error = await refusal(carl.tickets.create({ subject: 'Later' }, { retries: 1 }))
    expect(error).toMatchObject({ code: 'client.unreachable', status: 0 })
    expect(error.cause).toBeInstanceOf(Error)
    await carl.tickets.create({ subject: 'Later' }, { idempotencyKey: String(error.idempotencyKey) })
    expect(await count()).toBe(1)
  })

  it('waits as long as it is told to, and asks again only what may be answered otherwise', async () => {
    server.mishaps.push(answers(503, { 'retry-after': '1' }))
    const before = Date.now()
    await carl.tickets.list({})
    expect(Date.now() - before).toBeGreaterThanOrEqual(990)
    server.mishaps.push(answers(429, { 'retry-after': '3600' }))
    expect(await refusal(carl.tickets.list({}))).toMatchObject({ status: 429, retryAfterMs: 3_600_000 })
    const seen = server.seen.length
    server.mishaps.push(answers(500, { 'x-request-id': 'r-1' }))
    expect(await refusal(carl.tickets.list({}))).toMatchObject({ code: 'client.bad_answer', status: 500, requestId: 'r-1' })
    expect(server.seen).toHaveLength(seen + 1)
    server.mishaps.push(answers(200, { 'content-type': 'application/json' }, '<html>'))
    expect(await refusal(carl.tickets.list({}))).toMatchObject({ code: 'client.bad_answer' })
  })

  it('ends at the time limit and at the signal, also between attempts', async () => {
    const silence = () => true
    server.mishaps.push(silence, silence)
    expect(await refusal(carl.tickets.list({}, { timeoutMs: 100, retries: 1 }))).toMatchObject({ code: 'client.timeout' })
    const reason = new Error('enough')
    const during = new AbortController()
    server.mishaps.push(silence)
    setTimeout(() => during.abort(reason), 50)
    await expect(carl.tickets.list({}, { signal: during.signal })).rejects.toBe(reason)
    const between = new AbortController()
    server.mishaps.push(answers(503, { 'retry-after': '20' }))
    setTimeout(() => between.abort(reason), 200)
    await expect(carl.tickets.list({}, { signal: between.signal })).rejects.toBe(reason)
    await expect(carl.tickets.list({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })

  it('walks through lists, and fetches no page that nobody reads', async () => {
    for (let n = 0; n < 5; n += 1) await test.as('customer').tickets.create({ subject: `Ticket ${n}` })
    const subjects: string[] = []
    for await (const { subject } of eachItem(carl.tickets.list, { limit: 2 })) subjects.push(subject)
    expect(subjects.sort()).toEqual([0, 1, 2, 3, 4].map((n) => `Ticket ${n}`))
    expect(server.seen).toHaveLength(3)
    for await (const _ of eachItem(carl.tickets.list, { limit: 2 })) break
    expect(server.seen).toHaveLength(4)
  })

  it('sends files and gets them back, byte for byte', async () => {
    const bytes = new Uint8Array(300_000).map((_, index) => index % 251)
    const staged = await carl.files.stage({ name: 'פתק.bin', body: new Blob([bytes]) })
    const named = await carl.files.stage({ body: new File([bytes], 'named.bin') } as never)
    expect(named.name).toBe('named.bin')
    const stream = await carl.files.stage({ name: 's.bin', body: new Blob([bytes]).stream() as ReadableStream<Uint8Array> })
    expect(stream.sizeBytes).toBe(bytes.length)
    const { id: ticketId } = await carl.tickets.create({ subject: 'With a file' })
    const { message } = await carl.tickets.reply({ ticketId, body: 'Here', attachments: [staged.id] })
    const file = await carl.attachments.download({ ticketId, attachmentId: String(message.attachments[0]?.id) })
    expect(fileNameOf(file)).toBe('פתק.bin')
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes)
    // A stream can't be sent twice: lost is lost, and said.
    server.mishaps.push(cut)
    const lost = await refusal(carl.files.stage({ name: 's.bin', body: new Blob([bytes]).stream() as ReadableStream<Uint8Array> }))
    expect(lost.code).toBe('client.unreachable')
  })

  it('follows what happens, and misses nothing while the connection is gone', async () => {
    const { id: ticketId } = await test.as('customer').tickets.create({ subject: 'Followed' })
    const end = new AbortController()
    const heard: string[] = []
    const following = (async () => {
      for await (const { event, data } of carl.live.stream({ ticketId: [ticketId] }, { signal: end.signal }))
        if (event === 'ticket') heard.push(String((data as { event: string }).event))
    })()
    await expect.poll(() => server.seen.length).toBe(1)
    await expect
      .poll(async () => {
        await test.as('admin').tickets.reply({ ticketId, body: 'One' })
        await test.tick()
        return heard.length
      })
      .toBeGreaterThan(0)
    const before = heard.length
    server.cutAll()
    await test.as('admin').tickets.reply({ ticketId, body: 'While nobody listened' })
    await test.as('admin').tickets.perform({ ticketId, command: 'resolve', input: { resolution: 'solved' } })
    await test.tick()
    await expect.poll(() => heard.slice(before), { timeout: 15_000 }).toContain('ticket.resolved')
    expect(heard.slice(before)).toContain('ticket.replied')
    expect(server.seen.at(-1)?.headers['last-event-id']).toBeTruthy()
    end.abort(new Error('enough'))
    await expect(following).rejects.toThrow('enough')
  })

  it('ends a stream that is refused', async () => {
    const stranger = server.clientOf(coreApi, 'stranger')
    const { id } = await test.as('customer').tickets.create({ subject: 'Mine' })
    const next = stranger.live
      .stream({ ticketId: [id] })
      [Symbol.asyncIterator]()
      .next()
    expect(await refusal(next)).toMatchObject({ code: 'ticket.not_found' })
  })
})
