import { importError } from '../errors.ts'
import type { MapFile } from '../mapping/map-file.ts'
import { csvReader } from './csv.ts'
import { freshdesk } from './freshdesk.ts'
import type { Reader } from './shapes.ts'
import { zammad } from './zammad.ts'
import { zendesk } from './zendesk.ts'

export const sourceKinds = ['zendesk', 'freshdesk', 'zammad', 'csv'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** Throws `imports.map_invalid`. */
export function readerOf(kind: SourceKind, { csv }: MapFile): Reader {
  if (kind !== 'csv') return { zendesk, freshdesk, zammad }[kind]
  if (!csv) throw importError('imports.map_invalid', { faults: '/csv is missing: it says which columns there are' })
  return csvReader(csv)
}
