import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import type { FilesContract, FilesService } from './contract.ts'
import { discard, get } from './own-staged.ts'
import { quarantine, release } from './quarantine.ts'
import { stage } from './stage.ts'

export const fileOperations = { stage, get, discard, quarantine, release } satisfies OperationsOf<FilesService>

const subject = 'fileId'
export const fileEvents = {
  'file.staged': { subject, audience: 'staff', title: 'Uploaded' },
  'file.discarded': { subject, audience: 'staff', title: 'Upload taken back' },
  'file.quarantined': { subject, audience: 'staff', title: 'Put into quarantine' },
  'file.released': { subject, audience: 'staff', title: 'Released from quarantine' },
} as const satisfies { readonly [E in keyof FilesContract['events']]: EventSpec<FilesContract['events'][E]> }
