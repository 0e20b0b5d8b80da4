import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A Node process of the test's own, to be killed at will. What it sends are `ready`, lines that name a fault, and objects that are results. */
export class Forked {
  readonly child: ChildProcess
  readonly faults: string[] = []
  readonly results: object[] = []
  readonly ready: Promise<void>
  #isGone = false
  readonly #gone: Promise<unknown>

  constructor(script: URL, args: readonly string[]) {
    this.child = fork(script, args, {
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#gone = once(this.child, 'exit').then(() => {
      this.#isGone = true
    })
    this.ready = new Promise((resolve, reject) => {
      this.child.on('message', (message) => {
        if (message === 'ready') resolve()
        else if (typeof message === 'object' && message !== null) this.results.push(message)
        else this.faults.push(String(message))
      })
      this.child.once('exit', (code, signal) => reject(new Error(`${script.pathname} ended before it was ready: ${code ?? signal}`)))
    })
    this.ready.catch(() => {})
  }

  go(): void {
    this.child.send('go', () => {})
  }

  async kill(): Promise<void> {
    if (!this.#isGone) this.child.kill('SIGKILL')
    await this.#gone
  }

  /** Waits until it has ended by itself, with code 0. */
  async finished(): Promise<void> {
    await this.#gone
    if (this.child.exitCode !== 0) this.faults.push(`ended with ${this.child.exitCode ?? this.child.signalCode}`)
  }
}

/** In the child: says that it is ready, waits to be let go, and ends with its parent. */
export async function readyToGo(): Promise<void> {
  process.on('disconnect', () => process.exit())
  const go = once(process, 'message')
  process.send?.('ready')
  await go
}
