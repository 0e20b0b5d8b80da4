import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll } from 'vitest'

export const fixtures = join(import.meta.dirname, 'fixtures')
const bin = join(import.meta.dirname, '..', 'src', 'bin.ts')
/** Reading 300 source files takes half of a start. */
const compileCache = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'deskwright-compile')

/** For suites that start many processes, on machines that have other things to do. */
export const PROCESS_TIMEOUT = 300_000

interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
}
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}
export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** Resolves with what was printed so far when the text is there; rejects when the program ends without it. */
  printed(text: string | RegExp): Promise<string>
}

const running = new Set<ChildProcess>()
// A test that ran out of time leaves its program behind.
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts the command line as a process of its own, on its sources. */
export function startCli(args: readonly string[], { cwd = fixtures, env = {} }: RunOptions = {}): Running {
  const child = spawn(process.execPath, ['--conditions=development', bin, ...args], {
    cwd,
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: compileCache,
      NO_COLOR: '1',
      INIT_CWD: undefined,
      DESK_DATABASE: undefined,
      PORT: undefined,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  let [out, err] = ['', '']
  const watchers = new Set<() => void>()
  const look = (): void => {
    for (const watcher of watchers) watcher()
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const ended = new Promise<Ended>((resolve) => child.once('close', (code, signal) => resolve({ code, signal, out, err })))
  const printed = (text: string | RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const watcher = (): void => {
        if (!(typeof text === 'string' ? out.includes(text) : text.test(out))) return
        watchers.delete(watcher)
        resolve(out)
      }
      watchers.add(watcher)
      void ended.then(() => reject(new Error(`It ended without printing ${text}:\n${out}\n${err}`)))
      watcher()
    })
  return { child, ended, printed }
}

export const runCli = (args: readonly string[], options?: RunOptions): Promise<Ended> => startCli(args, options).ended
