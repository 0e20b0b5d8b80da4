import { createHash } from 'node:crypto'
import type { Desk, DeskServices, Past } from '@deskwright/core'
import type { ImportsContract } from '../contract.ts'
import type { InputFolder } from '../input/folder.ts'
import type { Spool } from '../input/spool.ts'
import type { MapFile } from '../mapping/map-file.ts'
import type { Mapping } from '../mapping/mapping.ts'
import type { FoundRecord } from '../record/schemas.ts'
import type { RecordKind } from '../tables.ts'
import type { Gathered } from './gather.ts'
import type { Tally } from './report.ts'

export type ImportDesk = Desk<ImportsContract>
export type Services = DeskServices<ImportsContract>
export type At = Parameters<Parameters<Past<ImportsContract>['record']>[0]>[0]

/** What everything that carries over is given. */
export interface Run {
  readonly desk: ImportDesk
  readonly past: Past<ImportsContract>
  /** As which the records are kept. */
  readonly source: string
  readonly map: MapFile
  readonly mapping: Mapping
  readonly folder: InputFolder
  readonly spool: Spool
  readonly gathered: Gathered
  readonly tally: Tally
  readonly isDry: boolean
  /** ISO 8601. */
  readonly now: string
  readonly signal: AbortSignal | undefined
}

const PAGE = 200

/** What of these is here already. */
export async function recordsOf(
  run: Pick<Run, 'desk' | 'source'>,
  kind: RecordKind,
  ids: readonly string[],
): Promise<Map<string, FoundRecord>> {
  const found = new Map<string, FoundRecord>()
  const { imports } = run.desk.system(`import ${run.source}`)
  for (let from = 0; from < ids.length; from += PAGE) {
    const { items } = await imports.find({ source: run.source, kind, ids: ids.slice(from, from + PAGE) })
    for (const item of items) found.set(item.sourceId, item)
  }
  return found
}

/** Keys in one order, as a source may write them in another the next time. */
const canonical = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(canonical)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, part]) => [key, canonical(part)]),
        )
      : value

export const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(value)))
    .digest('base64url')

/** What is later than now is a clock that went wrong over there. */
export const notLater = (instant: string, now: string): string => (instant > now ? now : instant)
