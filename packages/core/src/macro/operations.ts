import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import { apply } from './apply-macro.ts'
import type { MacrosContract, MacrosService } from './contract.ts'
import { create, remove, update } from './manage-macros.ts'
import { preview } from './preview-macro.ts'
import { get, list, placeholders } from './read-macros.ts'

export const macroOperations = { create, list, get, update, remove, preview, apply, placeholders } satisfies OperationsOf<MacrosService>

const subject = 'macroId'
export const macroEvents = {
  'macro.created': { subject, audience: 'staff', title: 'Macro made' },
  'macro.updated': { subject, audience: 'staff', title: 'Macro changed' },
  'macro.removed': { subject, audience: 'staff', title: 'Macro taken away' },
  'macro.applied': { subject: 'ticketId', audience: 'staff', title: 'Macro applied' },
} as const satisfies { readonly [E in keyof MacrosContract['events']]: EventSpec<MacrosContract['events'][E]> }
