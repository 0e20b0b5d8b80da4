import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Worker {
  readonly child: ChildProcess
  /** Resolves when it says so. */
  readonly ready: Promise<void>
  /** Its last message, exit code and signal. */
  readonly end: Promise<{ readonly result: unknown; readonly code: number | null; readonly signal: string | null; readonly log: string }>
}

/** A process of its own. */
export const startWorker = (file: URL, args: readonly string[], env: Record<string, string> = {}): Worker => {
  const child = fork(fileURLToPath(file), args, {
    env: { ...process.env, ...env, NODE_OPTIONS: '' },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let result: unknown
  let log = ''
  const collect = (chunk: Buffer) => {
    log += chunk.toString()
  }
  child.stdout?.on('data', collect)
  child.stderr?.on('data', collect)
  const end = new Promise<Awaited<Worker['end']>>((resolve) =>
    child.once('close', (code, signal) => resolve({ result, code, signal, log })),
  )
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message === 'ready') resolve()
      else result = message
    })
    void end.then(() => resolve())
  })
  return { child, ready, end }
}
