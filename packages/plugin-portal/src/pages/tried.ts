import type { FormFault } from '@deskwright/page'
import type { PortalForm } from '../shell/context.ts'

/** A form of the page that came back: what was sent, and what is wrong with it. */
export interface Tried {
  readonly form: PortalForm
  readonly faults: readonly FormFault[]
  readonly said: string
}
