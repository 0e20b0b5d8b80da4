import { basename, dirname, extname } from 'node:path/posix'
import Papa from 'papaparse'
import type { MapFile } from '../mapping/map-file.ts'
import type { RawRecord, Reader } from '../source/shapes.ts'
import { idIn, isRecord, type Value } from '../source/value.ts'
import { decoded } from './decode.ts'
import { type InputFile, type InputFolder, openFile } from './folder.ts'
import { linesOf } from './lines.ts'

export interface Found {
  readonly file: string
  /** Of the file, from 1; of a page, the place in it. Null: the whole file. */
  readonly line: number | null
  readonly record?: RawRecord
  /** Why it is none. */
  readonly fault?: string
}

/** What is read whole. */
const MAX_WHOLE_BYTES = 268_435_456

/** Every record of the folder's files, in their order. What is no record is a fault with its place. */
export async function* recordsIn(folder: InputFolder, reader: Reader, csv: MapFile['csv']): AsyncGenerator<Found> {
  for (const { file, reason } of folder.faults) yield { file, line: null, fault: reason }
  for (const file of folder.files)
    try {
      if (csv) yield* tableIn(folder, file, csv)
      else if (/\.(?:ndjson|jsonl)$/i.test(file.path)) yield* linesIn(folder, file, reader)
      else if (/\.json$/i.test(file.path)) yield* pageIn(folder, file, reader)
    } catch (error) {
      yield { file: file.path, line: null, fault: `it can't be read: ${error instanceof Error ? error.message : String(error)}` }
    }
}

/** `users.json`, `users-2.ndjson`, `users/0001.json`: what the records are, by the name of the file or the folder. */
function placeOf(path: string, { kinds }: Reader): { readonly kind: string | undefined; readonly ofId: string | undefined } {
  const stem = basename(path, extname(path)).toLowerCase()
  const word = (name: string): string | undefined => {
    const bare = name.replace(/[-_. ]?\d*$/, '')
    return Object.hasOwn(kinds, bare) ? kinds[bare] : undefined
  }
  const inFolder = word(basename(dirname(path)).toLowerCase())
  return { kind: word(stem) ?? inFolder, ofId: inFolder === undefined ? undefined : /^\d+/.exec(stem)?.[0] }
}

async function* linesIn({ root }: InputFolder, { path }: InputFile, reader: Reader): AsyncGenerator<Found> {
  const place = placeOf(path, reader)
  const handle = await openFile(root, path)
  try {
    for await (const { number: line, bytes, fault } of linesOf(handle)) {
      if (fault !== undefined || !bytes) {
        yield { file: path, line, fault: fault ?? 'it is empty' }
        continue
      }
      const text = decoded(bytes)
      if (text === undefined) yield { file: path, line, fault: 'it is no UTF-8' }
      else if (text.trim() !== '') yield* valuesOf(path, line, text, place, reader)
    }
  } finally {
    await handle.close()
  }
}

async function* pageIn(folder: InputFolder, file: InputFile, reader: Reader): AsyncGenerator<Found> {
  const { path } = file
  const text = await wholeText(folder, file)
  if (typeof text !== 'string') yield { file: path, line: null, ...text }
  else yield* valuesOf(path, null, text, placeOf(path, reader), reader)
}

async function wholeText({ root }: InputFolder, { path, bytes }: InputFile): Promise<string | { readonly fault: string }> {
  if (bytes > MAX_WHOLE_BYTES)
    return { fault: `it has more than ${MAX_WHOLE_BYTES} bytes: split it, or write a record in each line (.ndjson)` }
  const handle = await openFile(root, path)
  try {
    return decoded(await handle.readFile()) ?? { fault: 'it is neither UTF-8 nor UTF-16 with its mark: convert it first' }
  } finally {
    await handle.close()
  }
}

function* valuesOf(file: string, line: number | null, text: string, place: ReturnType<typeof placeOf>, reader: Reader): Generator<Found> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    yield { file, line, fault: `it is no whole JSON: ${error instanceof Error ? error.message : String(error)}` }
    return
  }
  yield* recordsOf(file, line, value, place, reader)
}

/** A record, a list of them, or a page as the APIs answer: `{ "tickets": […], "users": […], "next_page": … }`. */
function* recordsOf(
  file: string,
  line: number | null,
  value: unknown,
  place: ReturnType<typeof placeOf>,
  reader: Reader,
): Generator<Found> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* recordsOf(file, line ?? index + 1, item as unknown, place, reader)
    return
  }
  if (!isRecord(value)) {
    yield { file, line, fault: 'it is no record' }
    return
  }
  // Looked for as own keys: a file may have any.
  const pages = Object.entries(value).filter(
    ([key, part]) => Object.hasOwn(reader.kinds, key) && (Array.isArray(part) || (isRecord(part) && idIn(part['id']) !== undefined)),
  )
  if (pages.length && idIn(value['id']) === undefined) {
    for (const [key, part] of pages) {
      const kind = reader.kinds[key]
      for (const [index, item] of (Array.isArray(part) ? part : [part]).entries())
        yield* one(file, line ?? index + 1, item as unknown, kind, place.ofId)
    }
    return
  }
  yield* one(file, line, value, place.kind, place.ofId)
}

function* one(file: string, line: number | null, value: unknown, kind: string | undefined, ofId: string | undefined): Generator<Found> {
  if (!isRecord(value)) yield { file, line, fault: 'it is no record' }
  else if (kind === undefined) yield { file, line, fault: 'neither the name of the file nor a key says what it is' }
  else yield { file, line, record: { kind, value, ...(ofId === undefined ? {} : { ofId }) } }
}

async function* tableIn(folder: InputFolder, file: InputFile, csv: NonNullable<MapFile['csv']>): AsyncGenerator<Found> {
  const { path } = file
  const isTickets = csv.tickets.file === undefined ? path !== csv.messages?.file && /\.csv$/i.test(path) : path === csv.tickets.file
  const kind = isTickets ? 'ticket' : path === csv.messages?.file ? 'message' : undefined
  if (kind === undefined) return
  const text = await wholeText(folder, file)
  if (typeof text !== 'string') {
    yield { file: path, line: null, ...text }
    return
  }
  const { data, errors, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) => name.trim(),
    ...(csv.delimiter === undefined ? {} : { delimiter: csv.delimiter }),
  })
  const columns = kind === 'ticket' ? csv.tickets.columns : csv.messages?.columns
  const named = Object.values(columns ?? {}).flat()
  const missing = named.filter((name) => !meta.fields?.includes(name))
  if (missing.length) {
    yield { file: path, line: 1, fault: `there is no column ${missing.map((name) => `'${name}'`).join(', ')}` }
    return
  }
  const wrong = new Map(errors.map(({ row, message }) => [row ?? 0, message]))
  for (const [index, row] of data.entries()) {
    // Rows are counted, not lines: texts have several.
    const fault = wrong.get(index)
    if (fault !== undefined) yield { file: path, line: index + 2, fault }
    else yield { file: path, line: index + 2, record: { kind, value: row as Value } }
  }
}
