import { type ChildProcess, execFile, fork } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createPostgresDatabase } from '../../../packages/testing/src/database/shared-postgres.ts'

const run = promisify(execFile)
const flags = ['--conditions=development', '--no-warnings']

/** Where a desk of the page keeps its tickets and its files: what the page's desk.ts takes from the environment. */
export interface Place {
  readonly env: Readonly<Record<string, string>>
  drop(): Promise<void>
}

export async function placeOf(kind: 'sqlite' | 'postgres', folder: string, name: string): Promise<Place> {
  const files = { DESK_FILES: join(folder, `${name}-files`) }
  if (kind === 'sqlite') return { env: { ...files, DESK_DATABASE: `sqlite:${join(folder, name)}.db` }, drop: async () => {} }
  const { url, drop } = await createPostgresDatabase()
  return { env: { ...files, DESK_DATABASE: url }, drop }
}

/** Runs a program beside the page's files; its assertions are the test. */
export async function runProgram(folder: string, name: string, code: string, { env }: Place): Promise<string> {
  await writeFile(join(folder, name), code)
  const { stdout } = await run(process.execPath, [...flags, name], { cwd: folder, env: { ...process.env, ...env }, timeout: 150_000 })
  return stdout
}

/** Checks the programs of a folder as those of a strict project. Throws with what the compiler says. */
export async function checkTypes(folder: string): Promise<void> {
  const root = join(import.meta.dirname, '../../..')
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ extends: join(root, 'tsconfig.base.json'), include: ['*.ts'] }))
  const told = await run(process.execPath, [join(root, 'node_modules/typescript7/bin/tsc'), '--project', folder]).catch(
    (error: unknown) => error,
  )
  if (told instanceof Error && 'stdout' in told) throw new Error(String(told.stdout))
}

const serving = `import { at, desk } from './desk.ts'
import './server.ts'
process.on('message', async (time) => {
  await at(String(time))
  process.send?.('done')
})
process.on('disconnect', async () => {
  await desk.close()
  process.exit()
})
process.send?.('ready')
`

export interface ServedDesk {
  readonly base: string
  /** Sets the desk's clock, and lets its worker do what is due. */
  at(instant: string): Promise<void>
  end(): Promise<void>
}

/** The page's server.ts in a process of its own, on a free port. */
export async function serveDay(folder: string, { env }: Place): Promise<ServedDesk> {
  await writeFile(join(folder, 'serving.ts'), serving)
  const port = await freePort()
  const child = fork('serving.ts', { cwd: folder, env: { ...process.env, ...env, PORT: String(port) }, execArgv: flags })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await answer(child)
  const base = `http://127.0.0.1:${port}/support`
  for (let tries = 0; tries < 100; tries++) {
    if ((await fetch(`${base}/health/ready`).catch(() => undefined))?.ok) break
    await sleep(50)
  }
  return {
    base,
    async at(instant) {
      child.send(instant)
      await answer(child)
    },
    async end() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

const answer = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    const failed = () => reject(new Error('The desk of the page has ended.'))
    child.once('exit', failed)
    child.once('message', () => {
      child.off('exit', failed)
      resolve()
    })
  })

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
