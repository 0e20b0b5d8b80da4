import { isDeskError } from '../error/desk-error.ts'
import type { Runtime } from '../operation/runtime.ts'
import { asPlugin } from '../plugin/as-plugin.ts'
import type { HealthProblem } from '../plugin/health-check.ts'
import type { Add } from './doctor.ts'

/** Asks every plugin at once how it is. One that does not come back in time is told by its name. */
export async function checkHealth(runtime: Runtime, limitMs: number, add: Add): Promise<void> {
  const asked = runtime.composition.plugins.flatMap(({ id, health = {} }) =>
    Object.entries(health).map(async ([name, check]) => {
      const code = `${id}.${name}`
      try {
        return { code, problem: await within(limitMs, (signal) => check(asPlugin(runtime, id), signal)) }
      } catch (error) {
        runtime.log.warn({ code: 'doctor.health_failed', plugin: id, check: name, error }, 'doctor.health_failed: a health check failed')
        const reason =
          error instanceof DOMException ? `did not end within ${limitMs} ms` : `failed (${isDeskError(error) ? error.code : 'see the log'})`
        return {
          code: 'doctor.health_failed',
          problem: { severity: 'error', message: `The check '${name}' of '${id}' ${reason}.` } satisfies HealthProblem,
        }
      }
    }),
  )
  for (const { code, problem } of await Promise.all(asked)) if (problem) add(problem.severity, code, problem.message)
}

async function within<T>(ms: number, run: (signal: AbortSignal) => T): Promise<Awaited<T>> {
  const signal = AbortSignal.timeout(ms)
  const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
  // What loses the race may still reject, and nobody would hear of it.
  late.catch(() => {})
  const running = Promise.resolve(run(signal))
  running.catch(() => {})
  return Promise.race([running, late])
}
