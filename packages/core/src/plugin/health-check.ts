import type { Awaitable, PluginContract, SeenBy } from './contract.ts'

/** Something that does not work as it should. The message says what to do, and holds neither secrets nor personal data. */
export interface HealthProblem {
  /** `error`: it does not work. `warning`: it will not. */
  readonly severity: 'error' | 'warning'
  readonly message: string
}

/** Looks and changes nothing; ends when the signal fires, after five seconds. Undefined: all is well. A throw is a finding too, by its code alone. */
export type HealthCheck<C extends PluginContract> = (asPlugin: SeenBy<C>, signal: AbortSignal) => Awaitable<HealthProblem | undefined>
