import { forgetBulks } from '../bulk/forget-bulks.ts'
import { resumeBulk } from '../bulk/resume-bulk.ts'
import type { JobKind } from '../job/job-kind.ts'
import type { Runtime } from '../operation/runtime.ts'
import { runRule, runRules } from '../provisioning/run-rule.ts'

const MINUTE_MS = 60_000

/** Jobs of the desk itself, as those of plugins are declared. */
export const coreJobs = (runtime: Runtime): readonly JobKind[] => [
  {
    name: 'core/bulk',
    owner: 'core',
    timeout: 10 * MINUTE_MS,
    every: undefined,
    run: (_services: object, { bulkId }: { readonly bulkId: string }) => resumeBulk(runtime, bulkId),
  },
  {
    name: 'core/provisioning',
    owner: 'core',
    timeout: 60 * MINUTE_MS,
    every: undefined,
    run: (_services: object, { ruleId }: { readonly ruleId: string }) => runRule(runtime, ruleId),
  },
  {
    name: 'core/provisioning_rest',
    owner: 'core',
    timeout: 60 * MINUTE_MS,
    every: 24 * 60 * MINUTE_MS,
    run: () => runRules(runtime),
  },
  {
    name: 'core/forget_bulks',
    owner: 'core',
    timeout: 10 * MINUTE_MS,
    every: 24 * 60 * MINUTE_MS,
    run: () => forgetBulks(runtime.store),
  },
]
