import type { DeskPlugin, InstalledPlugin } from '@deskwright/core'
import type { TestDatabase } from '../database/test-databases.ts'
import { type TestDesk, type TestDeskOptions, testDesk } from '../desk/test-desk.ts'
import type { AnyOptions, PluginSource } from './conformance-options.ts'
import { type Exercise, exercise } from './exercise/exercise.ts'

/** What handlers of one command may take together while the suite runs: slow machines are no fault of a plugin. */
const HOOK_TIME_LIMIT = 2_000

/** A plugin under test, on one kind of database. */
export class Subject {
  readonly kind: TestDatabase['kind']
  readonly options: AnyOptions
  readonly #source: PluginSource
  readonly #opened: TestDesk[] = []
  #plugin: InstalledPlugin | undefined
  #exercise: Promise<Exercise> | undefined

  constructor(kind: TestDatabase['kind'], source: PluginSource, options: AnyOptions) {
    this.kind = kind
    this.options = options
    this.#source = source
  }

  /** The plugin as it would be installed, made anew: nothing is shared between two desks. */
  make(): DeskPlugin {
    return this.#source(this.options.options)
  }

  /** The plugin as data. */
  get plugin(): InstalledPlugin {
    this.#plugin ??= asInstalled(this.make())
    return this.#plugin
  }

  get id(): string {
    return this.plugin.id
  }

  others(): readonly DeskPlugin[] {
    return this.options.with?.() ?? []
  }

  /** A desk with the plugin and those it needs. */
  open(options: Omit<TestDeskOptions<readonly DeskPlugin[]>, 'plugins'> = {}): Promise<TestDesk> {
    return this.#keep(
      testDesk({ hookTimeLimit: HOOK_TIME_LIMIT, database: this.kind, ...options, plugins: [...this.others(), this.make()] } as never),
    )
  }

  /** The same desk without the plugin. */
  openWithout(options: Omit<TestDeskOptions<readonly DeskPlugin[]>, 'plugins'> = {}): Promise<TestDesk> {
    return this.#keep(testDesk({ hookTimeLimit: HOOK_TIME_LIMIT, database: this.kind, ...options, plugins: this.others() } as never))
  }

  /** A desk on which every operation was tried; the same one for all checks that only look at it. */
  exercised(): Promise<Exercise> {
    this.#exercise ??= this.exercise()
    return this.#exercise
  }

  /** Another such desk, to be changed at will. */
  async exercise(): Promise<Exercise> {
    return exercise(await this.open(), this.plugin, this.options)
  }

  async close(): Promise<void> {
    await this.#exercise?.catch(() => {})
    await Promise.all(this.#opened.map((test) => test.close()))
  }

  async #keep(opening: Promise<TestDesk>): Promise<TestDesk> {
    const test = await opening
    this.#opened.push(test)
    return test
  }
}

function asInstalled(plugin: DeskPlugin): InstalledPlugin {
  const installed: unknown = plugin
  return installed as InstalledPlugin
}
