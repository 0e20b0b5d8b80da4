import { coreError } from '../error/core-errors.ts'
import type { Lender } from '../hook/attempt.ts'
import { causeDepthOf } from '../hook/delivered-event.ts'
import { MAX_DEPTH } from '../hook/hook-bus.ts'
import { HookCall } from '../hook/hook-call.ts'
import { runLimited, type Supervision } from '../hook/limited.ts'
import { TimeAllowance } from '../hook/time-allowance.ts'
import type { Watchdog } from '../hook/watchdog.ts'
import type { Logger } from '../operation/logger.ts'
import type { Awaitable } from '../plugin/contract.ts'
import type { InstalledPlugin, JobTools } from '../plugin/plugin-spec.ts'
import type { Store } from '../store/store.ts'
import { intervalMs } from './interval.ts'
import type { StartedJob } from './job-queue.ts'

/** A job as a plugin declares it, checked. */
export interface JobKind {
  /** `plugin/job`. */
  readonly name: string
  readonly owner: string
  /** Milliseconds of one attempt. */
  readonly timeout: number
  /** Recurring: milliseconds from one to the next. */
  readonly every: number | undefined
  // biome-ignore lint/suspicious/noExplicitAny: services and input belong to the contract that declares it
  readonly run: (services: any, input: any) => Awaitable<void>
}

const DEFAULT_JOB_TIMEOUT = 60_000

/** The jobs of all plugins by name. Throws `job.bad_interval`. */
export function jobKinds(plugins: readonly Pick<InstalledPlugin, 'id' | 'jobs'>[], tools: JobTools): ReadonlyMap<string, JobKind> {
  const kinds = new Map<string, JobKind>()
  for (const { id, jobs = {} } of plugins)
    for (const [job, spec] of Object.entries(jobs)) {
      const name = `${id}/${job}`
      const every = spec.every === undefined ? undefined : intervalMs(name, spec.every)
      kinds.set(name, {
        name,
        owner: id,
        timeout: spec.timeout ?? DEFAULT_JOB_TIMEOUT,
        every,
        run: (services, input) => spec.run(services, input, tools),
      })
    }
  return kinds
}

/** Throws `job.unknown`. */
export function expectJob(kinds: ReadonlyMap<string, JobKind>, name: string): JobKind {
  const kind = kinds.get(name)
  if (kind) return kind
  const [plugin = '', job = ''] = name.split('/')
  throw coreError('job.unknown', { plugin, job })
}

/** Does one attempt of a job as its plugin, within its time. Rejects when it failed. */
export async function runJob(
  kind: JobKind,
  job: StartedJob,
  desk: { readonly store: Store; readonly lender: Lender; readonly watchdog: Watchdog; readonly log: Logger },
): Promise<void> {
  const { causeId } = job
  const depth = causeId === null ? 0 : 1 + (await desk.store.read(({ db }) => causeDepthOf(db, causeId, MAX_DEPTH)))
  if (depth > MAX_DEPTH) throw coreError('hook.too_deep', { depth: MAX_DEPTH })
  const supervision: Supervision = {
    watchdog: desk.watchdog,
    log: desk.log,
    timedOut: ({ time }) => coreError('job.timed_out', { job: kind.name, ms: time.limit }),
    failed: (_call, error) => error,
  }
  const call = new HookCall('job', kind.owner, kind.name, new TimeAllowance(kind.timeout))
  const services = desk.lender.servicesFor({ kind: 'plugin', id: kind.owner, depth, ...(causeId === null ? {} : { causeId }) })
  await runLimited(call, () => kind.run(services, job.input), supervision)
}
