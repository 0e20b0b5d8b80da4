import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type PostgresServer, startPostgres } from '../../src/database/embedded-postgres.ts'
import { serversFolder } from '../../src/database/postgres-binaries.ts'
import { removeStaleServers } from '../../src/database/stale-servers.ts'

const ask = async (connectionString: string, sql: string) => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
const start = async (): Promise<PostgresServer> => {
  const server = await startPostgres()
  onTestFinished(() => server.stop())
  return server
}
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

describe.skipIf(process.env['DESKWRIGHT_NO_POSTGRES'] !== undefined)('an embedded PostgreSQL', () => {
  it('is a real one, durable by default, and reached both ways', async () => {
    const server = await start()
    expect(
      await ask(server.url, "select current_setting('fsync') as fsync, current_setting('server_version_num')::int >= 180000 as recent"),
    ).toEqual([{ fsync: 'on', recent: true }])
    expect(await ask(server.tcpUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await expect(ask(server.tcpUrl.replace(/:[0-9a-f]{24}@/, ':wrong@'), 'select 1')).rejects.toThrow('password')
  })

  it('keeps what was committed through a crash', async () => {
    const server = await start()
    await ask(server.url, 'create table kept (n int); insert into kept values (7)')
    await server.crash()
    await expect(ask(server.url, 'select 1')).rejects.toThrow()
    await server.restart()
    expect(await ask(server.url, 'select n from kept')).toEqual([{ n: 7 }])
  })

  it('is ended and deleted by the next run when its own was killed', async () => {
    const source = new URL('../../src/database/embedded-postgres.ts', import.meta.url).href
    const script = `const { startPostgres } = await import(${JSON.stringify(source)}); const { url } = await startPostgres(); console.log(url); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const url = line.toString().trim()
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    const servers = await serversFolder()
    const folder = (await readdir(servers)).map((name) => join(servers, name)).find((path) => decodeURIComponent(url).includes(path))
    if (!folder) throw new Error(`no folder for ${url}`)
    await removeStaleServers(servers)
    expect(await exists(folder)).toBe(false)
    await sleep(100)
    await expect(ask(url, 'select 1')).rejects.toThrow()
  })

  it('leaves nothing behind when it is stopped', async () => {
    const server = await startPostgres({ fsync: false })
    const servers = await serversFolder()
    const folder = (await readdir(servers)).map((name) => join(servers, name)).find((path) => decodeURIComponent(server.url).includes(path))
    await server.stop()
    expect(folder && (await exists(folder))).toBe(false)
  })
})
