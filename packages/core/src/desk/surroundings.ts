import process from 'node:process'
import type { DeskPlugin } from '../plugin/plugin-spec.ts'
import type { DeskOptions } from './desk-options.ts'

/** What the desk was created with, as far as it can be forgotten. */
export interface Surroundings {
  readonly hasIdentify: boolean
  readonly hasLimits: boolean
  readonly hasOwnClock: boolean
  readonly isProduction: boolean
  /** The address of the database, where it was given as one. */
  readonly database: string | undefined
  /** Time for each health check of a plugin. */
  readonly healthMs: number
}

const HEALTH_MS = 5_000

export const surroundingsOf = (
  options: Pick<DeskOptions<readonly DeskPlugin[]>, 'identify' | 'http' | 'clock' | 'database'>,
): Surroundings => ({
  hasIdentify: options.identify !== undefined,
  hasLimits: options.http?.limits !== undefined,
  hasOwnClock: options.clock !== undefined,
  isProduction: process.env['NODE_ENV'] === 'production',
  database: typeof options.database === 'string' ? options.database : undefined,
  healthMs: HEALTH_MS,
})
