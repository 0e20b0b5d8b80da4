import type { Logger } from './logger.ts'

/** A command of a plugin that is to run when the answer is given. */
export interface Afterthought {
  readonly owner: string
  readonly method: string
  readonly input: object
}

const WAIT_MS = 1_000
const MOST = 200

/**
 * What reading leaves behind, such as a search that found nothing: commands of plugins, run by the plugin after the answer, each in a transaction of
 * its own. Within a second the same command with the same input runs once, and what exceeds two hundred different ones is dropped with a warning:
 * a flood of reads must not become a flood of writes. None of it reaches whoever read.
 */
export class Afterwards {
  readonly #run: (thought: Afterthought) => Promise<void>
  readonly #log: Logger
  #waiting = new Map<string, Afterthought>()
  #running: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #dropped = 0

  constructor(run: (thought: Afterthought) => Promise<void>, log: Logger) {
    this.#run = run
    this.#log = log
  }

  add(thought: Afterthought): void {
    const key = JSON.stringify([thought.owner, thought.method, thought.input])
    if (this.#waiting.size >= MOST && !this.#waiting.has(key)) this.#dropped += 1
    else this.#waiting.set(key, thought)
    this.#timer ??= setTimeout(() => void this.flush(), WAIT_MS).unref()
  }

  /** Runs what is waiting; called by its own timer, by `tick`, and before the desk closes. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const thoughts = [...this.#waiting.values()]
    this.#waiting = new Map()
    if (this.#dropped) this.#log.warn({ dropped: this.#dropped }, 'too much to write down after reads within a second; some was not')
    this.#dropped = 0
    this.#running = this.#running.then(() => this.#all(thoughts))
    await this.#running
  }

  async #all(thoughts: readonly Afterthought[]): Promise<void> {
    for (const thought of thoughts)
      try {
        await this.#run(thought)
      } catch (error) {
        this.#log.error({ error, operation: `${thought.owner}.${thought.method}` }, 'what a read leaves behind could not be written down')
      }
  }
}
