import { forContract, type Letter } from '@deskwright/core'
import { testDesk } from '@deskwright/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mail } from '../src/index.ts'
import { optionsFor } from './mail-desk.ts'
import { SmtpCatcher } from './smtp-catcher.ts'

interface WriterContract {
  id: 'writer'
  jobs: { write: { subject: string; address: string } }
  service: { ask(input: { subject: string; address: string }): Promise<{ id: string }> }
  events: { 'writer.asked': { requestId: string } }
}

/** Written by a job of another plugin, as the portal does. */
async function letterDesk(port: number) {
  const { default: Type } = await import('typebox')
  const { command, definePlugin } = forContract<WriterContract>()
  const faults: unknown[] = []
  const letter = (subject: string, address: string): Letter => ({
    id: '0190a000-0000-7000-8000-000000000001',
    to: { address, name: 'Gus\r\nBcc: evil@x.test', language: 'he' },
    subject,
    body: 'שלום\n\n<script>alert(1)</script>',
    action: { text: 'כניסה', url: 'https://desk.example/enter/x' },
    notes: ['הערה'],
  })
  const writer = definePlugin({
    id: 'writer',
    version: '0.0.0',
    contract: 1,
    events: { 'writer.asked': { subject: 'requestId', audience: 'staff', title: 'Asked' } },
    jobs: {
      write: {
        run: (_desk, { subject, address }, { post }) => post(letter(subject, address)).catch((error: unknown) => void faults.push(error)),
      },
    },
    operations: {
      ask: command({
        route: null,
        permission: 'anyone',
        audience: 'staff',
        input: Type.Object({ subject: Type.String({ description: 'x' }), address: Type.String({ description: 'x' }) }),
        output: Type.Object({ id: Type.String({ description: 'x' }) }),
        async run(work, input) {
          const id = work.newId()
          await work.change('writer.asked', { requestId: id }, () => {})
          await work.enqueue('write', input)
          return { id }
        },
      }),
    },
  })
  return { test: await testDesk({ plugins: [mail(optionsFor(port)), writer()] }), faults }
}

describe('a letter', () => {
  const smtp = new SmtpCatcher()
  let desk: Awaited<ReturnType<typeof letterDesk>>
  beforeAll(async () => {
    desk = await letterDesk(await smtp.open())
  })
  afterAll(async () => {
    await desk.test.close()
    await smtp.close()
  })

  it('goes to one address, in its language, whatever stands in it', async () => {
    await desk.test.desk.system('test').writer.ask({ subject: 'Hi\r\nBcc: evil@x.test', address: 'gus@example.net' })
    await desk.test.tick()
    expect(desk.faults).toEqual([])
    const [one] = smtp.caught
    expect(one?.to).toEqual(['gus@example.net'])
    expect(one?.mail.subject).toBe('Hi Bcc: evil@x.test')
    expect(one?.raw.toString()).not.toMatch(/^bcc:/im)
    expect(one?.mail.html).toContain('dir="rtl"')
    expect(one?.mail.html).not.toContain('<script>alert')
    expect(one?.mail.html).toContain('https://desk.example/enter/x')
    expect(one?.mail.text).toContain('https://desk.example/enter/x')
    expect(one?.mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
  })

  it('goes to no address that is none, nor to the desk itself', async () => {
    for (const address of ['a@b.example\r\nRCPT TO:<evil@x.test>', 'support@desk.example', '"a b"@x.test'])
      await desk.test.desk.system('test').writer.ask({ subject: 'x', address })
    await desk.test.tick()
    expect(desk.faults).toHaveLength(3)
    expect(desk.faults.every((fault) => (fault as { isFinal?: boolean }).isFinal)).toBe(true)
    expect(smtp.caught).toHaveLength(1)
  })
})
