import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import Papa from 'papaparse'
import { cliError } from '../cli-errors.ts'
import { type LogRow, logRow, neededColumns } from './log-row.ts'

/** An incident of the log: its rows in the order in which they happened, each with the time at which it is replayed. */
export interface LogIncident {
  readonly number: string
  /** When it was opened, milliseconds since 1970: never after its first row. */
  readonly opensAt: number
  readonly rows: readonly TimedRow[]
}

export interface TimedRow extends LogRow {
  /** Milliseconds since 1970; never before the row before it. */
  readonly happensAt: number
}

/** What is wrong in the log itself and was put right to replay it. */
export interface LogRemark {
  readonly what: 'row_without_number' | 'row_without_time' | 'order_contradicted' | 'opened_after_first_change'
  /** Lines of the file. */
  readonly lines: readonly number[]
}

export interface IncidentLog {
  readonly path: string
  readonly rowCount: number
  readonly incidents: readonly LogIncident[]
  readonly remarks: readonly LogRemark[]
}

/** Reads a part of the log, whatever the order of its columns and rows. Throws `replay.file_unreadable`, `replay.column_missing`, `replay.empty`, `replay.row_unreadable`. */
export async function readLog(path: string): Promise<IncidentLog> {
  const rows = parse(await textOf(path), path)
  const remarks = new Map<LogRemark['what'], number[]>()
  const remark = (what: LogRemark['what'], line: number): void => {
    remarks.set(what, [...(remarks.get(what) ?? []), line])
  }
  const byIncident = new Map<string, LogRow[]>()
  for (const row of rows) {
    if (row.incident === '') remark('row_without_number', row.line)
    else if (!byIncident.get(row.incident)?.push(row)) byIncident.set(row.incident, [row])
  }
  const incidents = [...byIncident].flatMap(([number, own]) => incidentOf(number, own, remark) ?? [])
  if (!incidents.length) throw cliError('replay.empty', { path: basename(path) })
  return { path, rowCount: rows.length, incidents, remarks: [...remarks].map(([what, lines]) => ({ what, lines })) }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw cliError('replay.file_unreadable', { path, reason: error instanceof Error ? error.message : String(error) }, { cause: error })
  }
}

function parse(text: string, path: string): LogRow[] {
  const { data, meta, errors } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) => name.trim(),
  })
  const [first] = errors.filter(({ type }) => type === 'Quotes' || type === 'FieldMismatch')
  const missing = neededColumns.filter((name) => !meta.fields?.includes(name))
  if (missing.length && text.trim() !== '') throw cliError('replay.column_missing', { path: basename(path), columns: missing.join(', ') })
  if (first) throw cliError('replay.row_unreadable', { path: basename(path), line: (first.row ?? 0) + 2, reason: first.message })
  return data.map((record, index) => logRow(record, index + 2))
}

type Remark = (what: LogRemark['what'], line: number) => void

function incidentOf(number: string, found: readonly LogRow[], remark: Remark): LogIncident | undefined {
  const timed: TimedRow[] = []
  for (const row of inOrder(found, remark)) {
    if (row.at === undefined) remark('row_without_time', row.line)
    const before = timed.at(-1)?.happensAt
    const at = row.at ?? before ?? row.openedAt ?? row.createdAt
    if (at !== undefined) timed.push({ ...row, happensAt: Math.max(at, before ?? at) })
  }
  const [first] = timed
  if (!first) return undefined
  if (first.openedAt !== undefined && first.openedAt > first.happensAt) remark('opened_after_first_change', first.line)
  return { number, opensAt: opening(first), rows: timed }
}

/** When it was opened, else created, as long as that was before the first change. */
const opening = ({ openedAt, createdAt, happensAt }: TimedRow): number =>
  [openedAt, createdAt].find((at) => at !== undefined && at <= happensAt) ?? happensAt

/**
 * The file's own order, as long as the count of changes or the clock agrees with each step: where one of the two contradicts it, that one
 * is wrong (the counts that the log keeps beside go with the file). Rows that somebody shuffled are sorted by both.
 */
function inOrder(rows: readonly LogRow[], remark: Remark): readonly LogRow[] {
  const steps = rows.slice(1).map((row, index) => ({ row, ...fallsOf(rows[index], row) }))
  if (steps.some(({ countFalls, timeFalls }) => countFalls && timeFalls))
    return rows.toSorted((a, b) => (a.changeCount ?? 0) - (b.changeCount ?? 0) || (a.at ?? 0) - (b.at ?? 0) || a.line - b.line)
  for (const { row, countFalls, timeFalls } of steps) if (countFalls || timeFalls) remark('order_contradicted', row.line)
  return rows
}

const fallsOf = (before: LogRow | undefined, after: LogRow) => ({
  countFalls: isLess(after.changeCount, before?.changeCount),
  timeFalls: isLess(after.at, before?.at),
})

/** What is not known contradicts nothing. */
const isLess = (after: number | undefined, before: number | undefined): boolean =>
  after !== undefined && before !== undefined && after < before
