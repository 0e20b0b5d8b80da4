import type { OperationsOf } from '../plugin/plugin-spec.ts'
import type { SearchService } from './contract.ts'
import { find } from './find.ts'

export const searchOperations = { find } satisfies OperationsOf<SearchService>
