import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { temporaryFolder } from './own-database.ts'
import { fixtures, PROCESS_TIMEOUT, runCli } from './run-cli.ts'

vi.setConfig({ testTimeout: PROCESS_TIMEOUT })

const cwd = join(fixtures, 'good')
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let document: string
beforeAll(async () => {
  folder = await temporaryFolder()
  document = join(folder.path, 'openapi.json')
  const { out } = await run('openapi')
  await writeFile(document, out)
}, PROCESS_TIMEOUT)
afterAll(() => folder.remove())

const run = (...args: string[]) => runCli(args, { cwd, env: { TEST_DATABASE: `sqlite:${join(folder.path, 'desk.db')}` } })
const at = (...path: string[]) => join(folder.path, ...path)

it('writes the same module of a desk and of its document, into a folder that is not there yet, and touches no database', async () => {
  const ofDesk = at('of', 'a', 'desk.ts')
  expect(await run('client', '--out', ofDesk)).toMatchObject({ code: 0, err: '', out: `${ofDesk} written.\n` })
  const text = await readFile(ofDesk, 'utf8')
  expect(text).toMatch(/^export const api = defineApi<Operations>\(\{$/m)
  expect(text).toContain("'tickets.reply': 'POST /api/tickets/{ticketId}/replies'")
  expect(await run('client', '--out', at('of-document.ts'), '--document', document)).toMatchObject({ code: 0 })
  expect(await readFile(at('of-document.ts'), 'utf8')).toBe(text)
  expect(await readdir(folder.path)).not.toContain('desk.db')
})

it('says by its exit code whether the module is what the desk says now, and writes nothing then', async () => {
  const out = at('checked.ts')
  const check = () => run('client', '--out', out, '--check', '--document', document)
  expect(await check()).toMatchObject({ code: 1, err: expect.stringContaining('cli.client_differs') })
  expect(await readdir(folder.path)).not.toContain('checked.ts')
  await run('client', '--out', out, '--document', document, '--name', 'deskApi')
  expect(await readFile(out, 'utf8')).toMatch(/^export const deskApi = defineApi<Operations>\(\{$/m)
  expect(await check()).toMatchObject({ code: 1 })
  await run('client', '--out', out, '--document', document)
  expect(await check()).toMatchObject({ code: 0, out: `${out} is up to date.\n` })
})

it('refuses what is no document and no name, with a code, and leaves the file that is there', async () => {
  const out = at('kept.ts')
  await writeFile(out, 'mine')
  await writeFile(at('broken.json'), '{"paths":')
  await writeFile(at('null.json'), 'null')
  await writeFile(at('odd.json'), '{"paths":{"/a":null},"components":7}')
  await writeFile(
    at('hostile.json'),
    `{"paths":{"/api/x":{"get":{"operationId":"a.b': alert(1), '","responses":{}}}},"components":{"schemas":{}}}`,
  )
  await mkdir(at('folder.json'))
  for (const name of ['broken', 'null', 'odd', 'hostile', 'folder', 'missing']) {
    const ended = await run('client', '--out', out, '--document', at(`${name}.json`))
    expect(ended, name).toMatchObject({ code: 1, out: '', err: expect.stringContaining('cli.client_document') })
    expect(ended.err, name).not.toMatch(/\n\s+at /)
  }
  for (const name of ['', 'x; alert(1)'])
    expect(await run('client', '--out', out, '--document', document, '--name', name), name).toMatchObject({
      code: 2,
      err: expect.stringContaining('cli.option_value'),
    })
  expect((await run('client')).code).not.toBe(0)
  expect(await readFile(out, 'utf8')).toBe('mine')
})

it('says that it could not write', async () => {
  await copyFile(document, at('file'))
  for (const out of [at('file', 'below.ts'), folder.path]) {
    const ended = await run('client', '--out', out, '--document', document)
    expect(ended, out).toMatchObject({ code: 1, out: '' })
    expect(ended.err, out).toContain('cli.client_unwritable')
    expect(ended.err, out).not.toMatch(/\n\s+at /)
  }
})
