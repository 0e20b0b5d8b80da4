import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderStorage } from '@deskwright/core'
import { type TestDesk, testDesk } from '@deskwright/testing'
import { describeOnBothDatabases, pluginConformance } from '@deskwright/testing/vitest'
import { expect, it, onTestFinished } from 'vitest'
import { type PhotosContract, photos } from './photos-plugin.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d494844520000000400000003080200000000000000000000004944415400000000', 'hex')
pluginConformance(photos, {
  examples: {
    add: async ({ ticketId, upload }) => ({ ticketId, fileId: await upload('photo.png', new Uint8Array(png)) }),
    // Streams are tried last, when what was added has been removed.
    show: async ({ ticketId, test }) => {
      const agent = (test as unknown as TestDesk<PhotosContract>).as('agent')
      const { id: fileId } = await agent.files.stage({ name: 'shown.png', body: new Uint8Array(png) })
      const { photoId } = await agent.photos.add({ ticketId, fileId })
      return { ticketId, photoId }
    },
  },
})

describeOnBothDatabases('a plugin with files', (database) => {
  it('takes what the caller uploaded, sends it under its name, and gives it up', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'desk-photos-'))
    const t = await testDesk({ database, plugins: [photos()], files: { storage: folderStorage(folder) } })
    onTestFinished(async () => {
      await t.close()
      rmSync(folder, { recursive: true })
    })
    const stored = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
    const customer = t.as('customer')
    const { id: ticketId } = await customer.tickets.create({ subject: 'Leak', body: 'See.' })
    const form = new FormData()
    form.append('fileId', new File([png], 'תמונה.png', { type: 'text/html' }))
    const { person, options } = t.actors.customer
    const headers = { 'test-person': encodeURIComponent(JSON.stringify(person)), 'desk-acting': options.acting ?? 'customer' }
    const added = await t.desk.fetch(
      new Request(`http://desk.test/api/photos/tickets/${ticketId}/photos`, { method: 'POST', body: form, headers }),
    )
    expect(added.status).toBe(200)
    const photo = (await added.json()) as { photoId: string; name: string; width: number }
    expect(photo).toMatchObject({ name: 'תמונה.png', width: 4 })
    const address = `GET /api/photos/tickets/${ticketId}/photos/${photo.photoId}`
    const shown = await t.fetch('customer', address)
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="_____.png"; filename*=UTF-8''%D7%AA%D7%9E%D7%95%D7%A0%D7%94.png`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    })
    expect(Buffer.from(await shown.arrayBuffer()).equals(png)).toBe(true)
    expect((await t.fetch('customer', address, undefined, { range: 'bytes=1-3' })).status).toBe(206)
    expect((await t.fetch('stranger', address)).status).toBe(404)
    // What is no image, what is somebody else's, and what is used already is not taken.
    const refused = async (call: Promise<unknown>) => ((await call.catch((error: unknown) => error)) as { code?: string }).code
    const note = await customer.files.stage({ name: 'x', body: new TextEncoder().encode('x') })
    expect(await refused(customer.photos.add({ ticketId, fileId: note.id }))).toBe('file.type_refused')
    const foreign = await t.as('agent').files.stage({ name: 'x', body: new Uint8Array(png) })
    expect(await refused(customer.photos.add({ ticketId, fileId: foreign.id }))).toBe('file.not_found')
    const own = await customer.files.stage({ name: 'x', body: new Uint8Array(png) })
    await customer.tickets.reply({ ticketId, body: 'x', attachments: [own.id] })
    expect(await refused(customer.photos.add({ ticketId, fileId: own.id }))).toBe('file.used')
    expect(stored()).toBe(4)
    await customer.photos.remove({ ticketId, photoId: photo.photoId })
    expect((await t.fetch('customer', address)).status).toBe(404)
    t.clock.advance('2h')
    await t.tick()
    expect(stored()).toBe(3)
    expect((await t.desk.doctor()).healthy).toBe(true)
  })
})
