import type { OperationsOf } from '../plugin/plugin-spec.ts'
import type { LiveService } from './contract.ts'
import { announce, leave, presence } from './presence.ts'
import { stream } from './stream.ts'

export const liveOperations = { stream, announce, leave, presence } satisfies OperationsOf<LiveService>
