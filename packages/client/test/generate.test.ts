import { createDesk } from '@deskwright/core'
import { equipment } from '@deskwright/plugin-equipment'
import { describe, expect, it } from 'vitest'
import { coreApi } from '../src/core/core-api.ts'
import { type ApiDocument, generateApi } from '../src/generate/generate-api.ts'

const documentOf = (plugins: readonly never[] | readonly [ReturnType<typeof equipment>]): ApiDocument =>
  createDesk({ database: 'sqlite::memory:', worker: false, identify: () => null, plugins }).openApi() as unknown as ApiDocument

describe('generateApi', () => {
  it('has every operation of the document, those of plugins too, and the same each time', async () => {
    const document = documentOf([equipment()])
    const text = await generateApi(document, { name: 'deskApi' })
    expect(text).toBe(await generateApi(document, { name: 'deskApi' }))
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((one) => (one as { operationId: string }).operationId),
    )
    for (const id of ids) expect(text).toContain(`\n  '${id}': '`)
    expect(text).toContain("from '@deskwright/client'")
    expect(text).toMatch(/'equipment\.\w+': 'POST \/api\/equipment/)
  })

  it('knows what is bytes, what is events, what is an upload', () => {
    expect(coreApi).toMatchObject({
      'files.stage': 'UPLOAD /api/files',
      'live.stream': 'EVENTS /api/stream',
      'attachments.download': expect.stringMatching(/^BYTES \/api\/.*attachment/),
      'tickets.reply': 'POST /api/tickets/{ticketId}/replies',
    })
  })

  it('marks what must not be repeated: a command of whoever has not signed in has no key', async () => {
    const operation = { operationId: 'kb.vote', security: [{}, { host: [] }], responses: { 200: { description: 'Done.' } } }
    const text = await generateApi({
      paths: { '/api/kb/vote': { post: operation, get: { ...operation, operationId: 'kb.votes' } } },
      components: { schemas: {} },
    })
    expect(text).toContain("'kb.vote': '!POST /api/kb/vote'")
    expect(text).toContain("'kb.votes': 'BYTES /api/kb/vote'")
  })

  it('writes nothing of a document into code that is no name', async () => {
    const hostile = (operationId: string, path: string) =>
      generateApi({ paths: { [path]: { get: { operationId, responses: {} } } }, components: { schemas: {} } })
    await expect(hostile("a.b': alert(1), '", '/api/x')).rejects.toThrow(TypeError)
    await expect(hostile('a.b', "/api/x', '__proto__': '")).rejects.toThrow(TypeError)
    await expect(generateApi({ paths: {}, components: { schemas: {} } }, { name: 'x; alert(1)' })).rejects.toThrow(TypeError)
  })
})
