import { coreError } from '../error/core-errors.ts'
import { inputInvalid } from '../operation/input-check.ts'

const MAX_DEPTH = 64
const json = /^application\/(?:[\w.-]+\+)?json$/i

export interface BodyLimits {
  readonly maxBodyBytes: number
  readonly bodyTimeoutMs: number
}

/**
 * The JSON of a request's body; nothing at all counts as `{}`. Only a JSON content type is read, also where there is no byte:
 * a form of another site can send other types without asking, but not this one.
 * Throws `http.unsupported_body`, `http.body_too_large`, `http.body_timeout`, `http.body_unfinished`, `http.bad_json`, `http.body_too_deep`.
 */
export async function jsonBody(request: Request, limits: BodyLimits): Promise<unknown> {
  if (request.bodyUsed) throw coreError('http.body_consumed')
  const { headers, body } = request
  const contentType = headers.get('content-type')
  if (contentType !== null) expectJson(contentType)
  const encoding = headers.get('content-encoding')
  if (encoding !== null && encoding.toLowerCase() !== 'identity') throw coreError('http.unsupported_body')
  if (Number(headers.get('content-length') ?? 0) > limits.maxBodyBytes) throw tooLarge(limits)
  const bytes = body ? await allOf(body, limits) : undefined
  if (!bytes?.byteLength) return {}
  if (contentType === null) throw coreError('http.unsupported_body')
  const value = parsed(bytes)
  expectHarmless(value)
  return value
}

/** A form's fields as they were sent, `application/x-www-form-urlencoded`; a page of another site can send other types, but its origin is looked at before. Throws as `jsonBody`, and `file.form_invalid`. */
export async function formText(request: Request, limits: BodyLimits): Promise<string> {
  if (request.bodyUsed) throw coreError('http.body_consumed')
  const { headers, body } = request
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  const encoding = headers.get('content-encoding')
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded' || (encoding !== null && encoding.toLowerCase() !== 'identity'))
    throw coreError('file.form_invalid', { reason: 'it is no form' })
  if (Number(headers.get('content-length') ?? 0) > limits.maxBodyBytes) throw tooLarge(limits)
  return body ? new TextDecoder().decode(await allOf(body, limits)) : ''
}

const tooLarge = ({ maxBodyBytes }: BodyLimits) => coreError('http.body_too_large', { bytes: maxBodyBytes })

function expectJson(contentType: string): void {
  const [type = '', ...parameters] = contentType.split(';')
  const charset = parameters.map((one) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/i.exec(one)?.[1]).find((name) => name !== undefined)
  if (!json.test(type.trim()) || (charset !== undefined && !/^utf-?8$/i.test(charset))) throw coreError('http.unsupported_body')
}

/** Counted while it is read: what `Content-Length` says may be missing or wrong. */
async function allOf(body: ReadableStream<Uint8Array>, limits: BodyLimits): Promise<Uint8Array> {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    reader.cancel().catch(() => {})
  }, limits.bodyTimeoutMs)
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.byteLength
      if (size > limits.maxBodyBytes) throw tooLarge(limits)
      chunks.push(read.value)
    }
  } catch (error) {
    reader.cancel().catch(() => {})
    if (size > limits.maxBodyBytes) throw error
    throw coreError('http.body_unfinished', {}, { cause: error })
  } finally {
    clearTimeout(timer)
  }
  if (isLate) throw coreError('http.body_timeout', { ms: limits.bodyTimeoutMs })
  const [first] = chunks
  return chunks.length === 1 && first ? first : Buffer.concat(chunks, size)
}

/** What exactly is wrong is not told: the parser's own words quote the body. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw coreError('http.bad_json')
  }
}

/**
 * Refuses what would hurt those who walk through the value: nesting that overflows the stack, and the key that is no key when it is
 * assigned. Level by level, as a recursion would overflow here already.
 */
function expectHarmless(value: unknown): void {
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw coreError('http.body_too_deep', { depth: MAX_DEPTH })
    const below: unknown[] = []
    for (const part of level) {
      if (typeof part !== 'object' || part === null) continue
      if (Object.hasOwn(part, '__proto__')) throw inputInvalid([unknownKey('__proto__')])
      for (const child of Array.isArray(part) ? part : Object.values(part))
        if (typeof child === 'object' && child !== null) below.push(child)
    }
    level = below
  }
}

export const unknownKey = (key: string) => ({ pointer: `/${key}`, code: 'unknown_key', message: 'is not known here; remove it' })
