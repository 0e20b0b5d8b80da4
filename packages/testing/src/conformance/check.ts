import type { Finding } from './finding.ts'
import type { Subject } from './subject.ts'

/** One promise that every plugin keeps. */
export interface Check {
  /** Stable, in snake_case. */
  readonly id: string
  /** What holds when nothing is found, to be read after the plugin's name. */
  readonly title: string
  /** It looks at declarations alone: one run is enough for all databases. */
  readonly isStatic?: boolean
  run(subject: Subject): Promise<readonly Finding[]> | readonly Finding[]
}
