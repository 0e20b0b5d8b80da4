import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** What stands behind Node's fetch: to touch Response is to load it all. */
const ofFetch = ['internal/deps/undici/undici', 'http', 'http2', 'tls', 'zlib']
/** Libraries for what an idle desk never does. */
const ofFiles = ['file-type', 'image-size', '@fastify/busboy', 'aws4fetch']

const program = (file: string) => `
import { registerHooks } from 'node:module'
const libraries = new Set()
registerHooks({
  load(url, context, next) {
    const [, name] = /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url) ?? []
    if (name) libraries.add(name)
    return next(url, context)
  },
})
const { createDesk } = await import(${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)})
const desk = createDesk({ database: ${JSON.stringify(`sqlite:${file}`)}, identify: () => null, worker: false })
await desk.migrate()
const loaded = () => ({ libraries: [...libraries], builtin: process.moduleLoadList.flatMap((each) => /^NativeModule (.*)/.exec(each)?.[1] ?? []) })
const idle = loaded()
const answer = await desk.fetch(new Request('http://desk.test/health/live'))
console.log(JSON.stringify({ idle, status: answer.status, busy: loaded() }))
await desk.close()
`

interface Loaded {
  readonly libraries: readonly string[]
  readonly builtin: readonly string[]
}

describe('a process with an idle desk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deskwright-loaded-'))
  let found: { idle: Loaded; status: number; busy: Loaded }
  beforeAll(async () => {
    const options = ['--conditions=development', '--experimental-strip-types', '--no-warnings', '--input-type=module']
    const { stdout } = await promisify(execFile)(process.execPath, [...options, '--eval', program(join(folder, 'desk.db'))])
    found = JSON.parse(stdout)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

  it('has loaded nothing of HTTP', () => {
    expect(found.idle.builtin).toContain('crypto')
    expect(ofFetch.filter((name) => found.idle.builtin.includes(name))).toEqual([])
  })

  it('has loaded no library that reads files or forms', () => {
    expect(found.idle.libraries).toContain('better-sqlite3')
    expect(ofFiles.filter((name) => found.idle.libraries.includes(name))).toEqual([])
  })

  it('loads HTTP with the first request', () => {
    expect(found.status).toBe(200)
    expect(ofFetch.filter((name) => !found.busy.builtin.includes(name))).toEqual([])
  })
})
