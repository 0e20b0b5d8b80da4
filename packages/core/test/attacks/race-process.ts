import { isDeskError } from '../../src/error/desk-error.ts'
import type { AsOptions } from '../../src/operation/caller.ts'
import { readyToGo } from '../faults/forked.ts'
import { writingDesk } from '../faults/writing-desk.ts'

/** One runner of a race: which operation, as whom, with which input, how often at once. */
export interface Runner {
  readonly database: string
  readonly schema: string
  readonly who: string
  readonly operation: string
  readonly input: object
  readonly options?: AsOptions
  readonly times: number
}
export interface Finish {
  readonly who: string
  /** Answer or error code of each call, with the version that a loser was told. */
  readonly outcomes: readonly {
    readonly answer?: string
    readonly code?: string
    readonly status?: number
    readonly currentVersion?: unknown
  }[]
}

const runner = JSON.parse(process.argv[2] ?? '{}') as Runner
const desk = writingDesk(runner, { poolSize: 10, busyDeadlineMs: 30_000 })
await desk.ready()
const [group = '', method = ''] = runner.operation.split('.')
const services: unknown = desk.as({ externalId: runner.who }, runner.options)
const call = (services as Record<string, Record<string, (input: object) => Promise<object>>>)[group]?.[method]
if (!call) throw new TypeError(`there is no operation ${runner.operation}`)
process.on('unhandledRejection', (reason) => process.send?.(`unhandledRejection: ${String(reason)}`))
await readyToGo()
const outcomes = await Promise.all(
  Array.from({ length: runner.times }, () =>
    call(runner.input).then(
      (answer) => ({ answer: JSON.stringify(answer) }),
      (error: unknown) => {
        if (!isDeskError(error)) return { code: String(error), status: 0 }
        const { currentVersion } = (error.details ?? {}) as { currentVersion?: unknown }
        return { code: error.code, status: error.status, currentVersion }
      },
    ),
  ),
)
const finish: Finish = { who: runner.who, outcomes }
process.send?.(finish, () => {
  void desk.close().then(() => process.disconnect())
})
