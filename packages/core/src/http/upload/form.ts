import type { BusboyFileStream, BusboyInstance } from '@fastify/busboy'
import { coreError } from '../../error/core-errors.ts'
import { type DeskError, isDeskError } from '../../error/desk-error.ts'
import { type Pace, paced } from '../../file/upload-body.ts'

/** One file of a form, to be read once and before the next one can come. */
export interface FormFile {
  readonly field: string
  readonly name: string
  readonly body: AsyncIterable<Uint8Array>
  /** What has come before it. */
  readonly fields: ReadonlyMap<string, readonly string[]>
}

export interface FormLimits {
  /** Of all fields together, names and values. */
  readonly maxFieldBytes: number
  readonly maxFiles: number
  readonly pace: Pace
}

const MAX_FIELDS = 500
const form = /^multipart\/form-data\s*;/i

export const isForm = ({ headers }: Request): boolean => form.test(headers.get('content-type') ?? '')

/**
 * Reads `multipart/form-data` as it arrives, and only as fast as its files are taken. Fields are given back, in order, when the whole form was
 * there; before that nobody knows whether it is whole. Throws `file.form_invalid`, `file.form_too_large`, `file.too_many`, what `onFile` throws,
 * and what a slow or broken body throws.
 */
export async function readForm(
  request: Request,
  { maxFieldBytes, maxFiles, pace }: FormLimits,
  onFile: (file: FormFile) => Promise<void>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { headers, body, signal } = request
  if (request.bodyUsed) throw coreError('http.body_consumed')
  const encoding = headers.get('content-encoding')
  if (encoding !== null && encoding.toLowerCase() !== 'identity') throw coreError('file.encoded', { encoding })
  const parser = await opened(headers.get('content-type') ?? '', maxFieldBytes, maxFiles)
  const fields = new Map<string, string[]>()
  const taking: Promise<void>[] = []
  let fieldBytes = 0
  let current: BusboyFileStream | undefined
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  const fail = (error: unknown): void => {
    const shown = asDeskError(error)
    reject(shown)
    current?.destroy(shown)
  }
  parser.on('file', (field: string | undefined, file: BusboyFileStream, name: string | undefined) => {
    current = file
    // Also when nobody reads it: an error without a listener would end the process.
    file.on('error', () => {})
    const one = { field: field ?? '', name: name ?? '', body: file, fields }
    taking.push(unlessNoneWasChosen(one, onFile).catch(fail))
  })
  parser.on('field', (field: string | undefined, value: string, nameCut: boolean, valueCut: boolean) => {
    fieldBytes += (field?.length ?? 0) + value.length
    if (nameCut || valueCut || fieldBytes > maxFieldBytes) return fail(coreError('file.form_too_large', { bytes: maxFieldBytes }))
    const name = field ?? ''
    fields.set(name, [...(fields.get(name) ?? []), value])
  })
  parser.on('filesLimit', () => fail(coreError('file.too_many', { count: maxFiles + 1, max: maxFiles })))
  for (const event of ['fieldsLimit', 'partsLimit'] as const)
    parser.on(event, () => fail(coreError('file.form_too_large', { bytes: maxFieldBytes })))
  parser.on('error', fail)
  const finished = new Promise<void>((resolve) => parser.once('finish', () => resolve()))
  const write = (chunk: Uint8Array): Promise<void> =>
    new Promise((resolve, refuse) =>
      parser.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), (error: unknown) => (error ? refuse(error) : resolve())),
    )
  try {
    for await (const chunk of paced(body ?? new Uint8Array(), pace, signal)) await Promise.race([write(chunk), failed])
    parser.end()
    await Promise.race([finished, failed])
    await Promise.race([Promise.all(taking), failed])
    return fields
  } catch (error) {
    fail(error)
    // Whoever takes a file may be about to keep it: the caller has to know of it before it takes everything back.
    await Promise.allSettled(taking)
    return await failed
  } finally {
    parser.destroy()
  }
}

/** Browsers send an empty file without a name where a form has a field for files and nobody chose one. */
async function unlessNoneWasChosen(file: FormFile, onFile: (file: FormFile) => Promise<void>): Promise<void> {
  if (file.name !== '') return onFile(file)
  const iterator = file.body[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done) return
  async function* rest(): AsyncGenerator<Uint8Array> {
    yield first.value
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  await onFile({ ...file, body: rest() })
}

async function opened(contentType: string, fieldSize: number, files: number): Promise<BusboyInstance> {
  const { Busboy } = await import('@fastify/busboy')
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      // What browsers send, in names of files as in names of fields.
      defCharset: 'utf8',
      limits: { fieldNameSize: 200, fieldSize, fields: MAX_FIELDS, files, parts: MAX_FIELDS + files, headerPairs: 20, headerSize: 8192 },
    })
  } catch (error) {
    throw asDeskError(error)
  }
}

const asDeskError = (error: unknown): DeskError => {
  if (isDeskError(error)) return error
  const reason = error instanceof Error ? error.message.replace(/\.$/, '') : 'it is damaged'
  return coreError('file.form_invalid', { reason }, { cause: error })
}
