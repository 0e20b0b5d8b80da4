import { fork } from 'node:child_process'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchDatabases } from './databases.ts'
import type { Row } from './report.ts'

const SIZE = 256 << 20
const CHUNK = Buffer.alloc(1 << 20, 7)

/** Memory of a desk while large files come in, raw and as a form; the client is this process, the desk another. */
export async function files(databases: BenchDatabases): Promise<Row[]> {
  const file = databases.sqliteFile()
  const desk = fork(fileURLToPath(new URL('files-server.ts', import.meta.url)), [`sqlite:${file}`, join(databases.folder, 'files')], {
    execArgv: ['--expose-gc', '--experimental-strip-types', '--no-warnings'],
  })
  const said = async <T>(): Promise<T> => (await once(desk, 'message'))[0] as T
  const ask = async (word: string): Promise<number> => {
    desk.send(word)
    return (await said<{ rss: number }>()).rss
  }
  const { port } = await said<{ port: number }>()
  const rows: Row[] = []
  // The first upload loads what every later one has.
  await upload(port, 'raw', CHUNK.length)
  for (const [what, kind, count] of [
    ['one', 'raw', 1],
    ['one in a form', 'form', 1],
    ['four at once', 'raw', 4],
  ] as const) {
    const before = await ask('rest')
    const startedAt = performance.now()
    await Promise.all(Array.from({ length: count }, () => upload(port, kind, SIZE)))
    const seconds = (performance.now() - startedAt) / 1000
    const grown = ((await ask('peak')) - before) / 1e6
    rows.push({
      what: `memory while ${SIZE >> 20} MiB come in, ${what}`,
      value: `+ ${grown.toFixed(0)} MB (${((count * SIZE) / 1e6 / seconds).toFixed(0)} MB/s)`,
      goal: '+ 50 MB',
    })
  }
  const ended = once(desk, 'exit')
  desk.send('end')
  await ended
  return rows
}

const boundary = 'boundary-of-the-bench'
const head = Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\n\r\n`)
const tail = Buffer.from(`\r\n--${boundary}--\r\n`)

async function upload(port: number, kind: 'raw' | 'form', size: number): Promise<void> {
  const isForm = kind === 'form'
  const headers = {
    'x-person': 'agent',
    'content-type': isForm ? `multipart/form-data; boundary=${boundary}` : 'application/octet-stream',
    'content-length': size + (isForm ? head.length + tail.length : 0),
  }
  const path = isForm ? '/api/files' : '/api/files?name=large.bin'
  const outgoing = request({ host: '127.0.0.1', port, method: 'POST', path, headers, agent: false })
  // An answer before the end is a refusal; writing on into a closed connection is then no news.
  const { promise: answered, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  outgoing.on('response', (response) => {
    if (response.statusCode === 200) resolve(response)
    else void response.toArray().then((parts) => reject(new Error(Buffer.concat(parts).toString())), reject)
  })
  outgoing.on('error', reject)
  if (isForm) outgoing.write(head)
  for (let sent = 0; sent < size; sent += CHUNK.length) if (!outgoing.write(CHUNK)) await Promise.race([once(outgoing, 'drain'), answered])
  outgoing.end(isForm ? tail : undefined)
  const response = await answered
  response.resume()
  await once(response, 'end')
}
