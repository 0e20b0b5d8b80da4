import type { InstalledPlugin } from '@deskwright/core'
import type { TestDesk } from '../../desk/test-desk.ts'
import type { AnyOptions } from '../conformance-options.ts'
import { type Finding, finding, reasonOf } from '../finding.ts'
import { contextFor } from './example-context.ts'
import { exerciseExtension } from './exercise-extension.ts'
import { KnownIds } from './known-ids.ts'
import { liveThrough } from './live-through.ts'
import { MadeInputs } from './made-inputs.ts'
import { type Accepted, Trial } from './trial.ts'
import { createWorld, type World } from './world.ts'

/** A desk on which every operation of the plugin was tried in every capacity. */
export interface Exercise {
  readonly world: World
  readonly ids: KnownIds
  readonly inputs: MadeInputs
  readonly accepted: readonly Accepted[]
  /** What was wrong on the way. */
  readonly findings: readonly Finding[]
  /** Names of events that were committed. */
  readonly events: ReadonlySet<string>
}

export async function exercise(test: TestDesk, plugin: InstalledPlugin, options: AnyOptions): Promise<Exercise> {
  const world = await createWorld(test, plugin)
  const ids = new KnownIds(world)
  const inputs = new MadeInputs(world, ids, options.seed ?? 1)
  const findings: Finding[] = []
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  try {
    await options.prepare?.(contextFor(world, ids, 'staff'))
    const accepted = await new Trial(world, ids, inputs, options, findings).run()
    findings.push(...(await exerciseExtension(world, inputs, options)))
    findings.push(...(await liveThrough(world, inputs)))
    await test.tick({ jobs: recurringJobs(plugin) })
    // A rejection that nobody waits for is reported a turn later.
    await new Promise((resolve) => setTimeout(resolve, 20))
    for (const reason of unhandled)
      findings.push(
        finding(
          'unhandled_rejection',
          `'${plugin.id}' left a promise behind that failed with nobody waiting: ${reasonOf(reason)}. Await it, or catch it.`,
        ),
      )
    return { world, ids, inputs, accepted, findings, events: new Set(await test.events.names()) }
  } finally {
    process.off('unhandledRejection', note)
  }
}

const recurringJobs = ({ id, jobs = {} }: InstalledPlugin): string[] =>
  Object.entries(jobs).flatMap(([job, { every }]) => (every === undefined ? [] : [`${id}/${job}`]))
