import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type PostgresBinaries, postgresBinaries, serversFolder, serverUser } from './postgres-binaries.ts'
import { removeStaleServers } from './stale-servers.ts'

const run = promisify(execFile)

export interface PostgresServer {
  /** Superuser's address of the database `postgres`; by Unix socket where there are any. */
  readonly url: string
  /** The same over TCP, for proxies. */
  readonly tcpUrl: string
  /** `kill -9` of the server's first process: all connections break. */
  crash(): Promise<void>
  /** Starts again on the same data after `crash`. */
  restart(): Promise<void>
  /** Ends the server and deletes its data. */
  stop(): Promise<void>
}

export interface PostgresServerOptions {
  /** Default true. Off is faster and means nothing for what a crash of processes can show; a power cut can't be tested this way anyway. */
  readonly fsync?: boolean
  readonly maxConnections?: number
}

const startSeconds = 30

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

const ended = async (child: ChildProcess): Promise<void> => {
  while (!isGone(child)) await sleep(10)
}

/** Resolves when the server takes connections; its log is in the error when it does not. */
const ready = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let log = ''
    const timer = setTimeout(() => reject(new Error(`PostgreSQL did not start in ${startSeconds} s:\n${log}`)), startSeconds * 1000)
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`PostgreSQL ended at once:\n${log}`)))
    child.stderr?.on('data', (chunk: Buffer) => {
      log = `${log}${chunk.toString()}`.slice(-4000)
      if (!log.includes('ready to accept connections')) return
      clearTimeout(timer)
      child.removeAllListeners('exit')
      // Read on and forget, so that the pipe never fills up.
      child.stderr?.removeAllListeners('data').resume()
      resolve()
    })
  })

const initialise = async ({ initdb }: PostgresBinaries, folder: string, password: string): Promise<void> => {
  const user = serverUser()
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user) {
    await chown(folder, user.uid, user.gid)
    await chown(passwordFile, user.uid, user.gid)
  }
  const settings = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth-local=trust', '--auth-host=scram-sha-256', '--no-sync']
  // Sorted by code point, as SQLite does.
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  await run(initdb, [`--pgdata=${join(folder, 'data')}`, ...settings, ...locale], {
    ...user,
    cwd: folder,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  })
}

/** A real PostgreSQL on this machine, without Docker and without touching anything outside the temporary folder. Throws `PostgresMissing`. */
export const startPostgres = async (options: PostgresServerOptions = {}): Promise<PostgresServer> => {
  const binaries = await postgresBinaries()
  const servers = await serversFolder()
  await removeStaleServers(servers)
  const folder = await mkdtemp(join(servers, 'pg-'))
  await writeFile(join(folder, 'owner.pid'), String(process.pid))
  const password = randomBytes(12).toString('hex')
  const sockets = join(folder, 's')
  await mkdir(sockets)
  await chmod(folder, 0o755)
  const user = serverUser()
  if (user) await chown(sockets, user.uid, user.gid)
  await initialise(binaries, folder, password)
  const port = await freePort()
  const hasSockets = process.platform !== 'win32'
  const fsync = options.fsync === false ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : ['fsync=on']
  const settings = [
    ...fsync,
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    ...(hasSockets ? [`unix_socket_directories=${sockets}`] : []),
    `max_connections=${options.maxConnections ?? 400}`,
    'shared_buffers=128MB',
    // Not UTC and not a whole hour: what depends on the session's zone shows.
    'timezone=Asia/Kathmandu',
    'logging_collector=off',
  ]
  let child: ChildProcess
  const launch = async (): Promise<void> => {
    child = spawn(binaries.postgres, ['-D', join(folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])], {
      ...user,
      cwd: folder,
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    // Neither the server nor its log keeps the tests' process alive.
    child.unref()
    await ready(child)
  }
  const killNow = (): void => {
    child.kill('SIGQUIT')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  await launch()
  process.once('exit', killNow)
  return {
    url: hasSockets
      ? `postgres://postgres@/postgres?host=${encodeURIComponent(sockets)}&port=${port}`
      : `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    tcpUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    async crash() {
      child.kill('SIGKILL')
      await ended(child)
    },
    async restart() {
      // Its children notice the death of the first process within a moment; until then the data is theirs.
      for (let attempt = 0; ; attempt++) {
        try {
          await launch()
          return
        } catch (error) {
          if (attempt >= 50) throw error
          await sleep(100)
        }
      }
    },
    async stop() {
      process.removeListener('exit', killNow)
      child.kill('SIGINT')
      await Promise.race([ended(child), sleep(5000)])
      if (!isGone(child)) child.kill('SIGKILL')
      await ended(child)
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}
