import type { SeenBy } from '@deskwright/core'
import { isDeskError } from '@deskwright/core'
import { type CsvError, parse } from 'csv-parse'
import type { EquipmentContract } from '../contract.ts'
import { nameKey } from '../names.ts'
import { headerFault, headerName } from './columns.ts'
import type { Import, ImportBatch } from './schemas.ts'

type Row = ImportBatch['rows'][number]
/** On SQLite a transaction holds the process: as many lines as it may stand still for, and a turn for everybody else in between. */
const BATCH = 20
const RECORD_BYTES = 200_000
const NUMBER_LENGTH = 200

/**
 * Reads the file from its beginning, skips what is done, and hands the rest over in batches. It holds a batch and the inventory numbers of the file:
 * nothing else of it grows with its length.
 */
export async function takeOver(desk: SeenBy<EquipmentContract>, { importId }: { readonly importId: string }): Promise<void> {
  if (!isGoingOn(await desk.equipment.importState({ importId }))) return
  try {
    const { body } = await desk.equipment.importSource({ importId })
    await readAll(desk, importId, body)
  } catch (error) {
    // Cancelled meanwhile: its file is gone, and nobody waits for the rest.
    if (!isGoingOn(await desk.equipment.importState({ importId }))) return
    const reason = unreadable(error)
    if (reason === undefined) throw error
    await desk.equipment.failImport({ importId, reason })
  }
}

const isGoingOn = ({ state }: Pick<Import, 'state'>): boolean => state === 'waiting' || state === 'running'

async function readAll(desk: SeenBy<EquipmentContract>, importId: string, body: AsyncIterable<string | Uint8Array>): Promise<void> {
  const numbers = new Set<string>()
  let columns: readonly string[] | undefined
  let rows: Row[] = []
  let done = 0
  /** Where the import stood before this run. */
  let from = (await desk.equipment.importState({ importId })).lines
  const handOver = async (isLast: boolean): Promise<boolean> => {
    const { next, goesOn } = await desk.equipment.importBatch({ importId, after: done, columns: [...(columns ?? [])], rows, isLast })
    done += rows.length
    from = Math.max(from, next)
    rows = []
    await new Promise((resolve) => setImmediate(resolve))
    return goesOn
  }
  for await (const { record, line } of records(body)) {
    if (!columns) {
      columns = record.map(headerName)
      const fault = headerFault(columns)
      if (fault !== undefined) throw new Unreadable(fault)
      continue
    }
    const row = rowOf(columns, record, line, numbers)
    if (done < from) {
      done += 1
      continue
    }
    if (rows.length === BATCH && !(await handOver(false))) return
    rows.push(row)
  }
  if (!columns) throw new Unreadable('the file is empty')
  await handOver(true)
}

function rowOf(columns: readonly string[], record: readonly string[], line: number, numbers: Set<string>): Row {
  const number = nameKey(record[columns.indexOf('inventory_number')] ?? '').slice(0, NUMBER_LENGTH)
  const isTwice = number !== '' && numbers.has(number)
  numbers.add(number)
  const fault =
    record.length === columns.length
      ? isTwice
        ? 'its inventory number stands in the file before'
        : record.some((cell) => cell.length > 20_000)
          ? 'a cell has more than 20000 characters'
          : undefined
      : `it has ${record.length} cells, and the header ${columns.length}`
  return fault === undefined ? { line, cells: [...record] } : { line, cells: [], fault }
}

class Unreadable extends Error {}

/** What no second attempt makes better. */
function unreadable(error: unknown): string | undefined {
  if (error instanceof Unreadable) return error.message
  if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'the file is not UTF-8'
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) return `${error.message.slice(0, 300)}`
  return isDeskError(error) && error.code === 'file.not_found' ? 'the file is gone' : undefined
}

interface Read {
  readonly record: readonly string[]
  readonly line: number
}

async function* records(body: AsyncIterable<string | Uint8Array>): AsyncGenerator<Read> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const parser = parse({
    info: true,
    bom: true,
    delimiter: [',', ';', '\t'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: RECORD_BYTES,
  })
  const fill = async (): Promise<void> => {
    for await (const chunk of body) {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
      // A byte that fits no column of text is refused with its line, not with the file.
      if (!parser.write(text.replaceAll('\u0000', '\ufffd'))) await new Promise<void>((resolve) => parser.once('drain', resolve))
    }
    decoder.decode()
    parser.end()
  }
  const filled = fill().catch((error: Error | CsvError) => {
    parser.destroy(error)
  })
  let before = 0
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    yield { record, line: before + 1 }
    before = info.lines
  }
  await filled
}
