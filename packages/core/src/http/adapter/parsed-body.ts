import { coreError } from '../../error/core-errors.ts'

/** A body put together again from what the host's parser made of it. */
export interface RebuiltBody {
  readonly bytes: Uint8Array
  /** The content type that the bytes have now: text is UTF-8, whatever it was sent as. */
  readonly contentType: string | undefined
  /** False where these are the very bytes that came. */
  readonly isRewritten: boolean
}

/**
 * The bytes of a body that the host has read already: as they came (`rawBody`, or a raw or text parser), else written again from the
 * parsed JSON or form. Throws `http.body_consumed` where neither is to be had, for instance after a multipart parser.
 */
export const rebuildBody = ({
  rawBody,
  body,
  contentType,
}: {
  rawBody: unknown
  body: unknown
  contentType: string | undefined
}): RebuiltBody => {
  if (rawBody instanceof Uint8Array) return { bytes: rawBody, contentType, isRewritten: false }
  if (body instanceof Uint8Array) return { bytes: body, contentType, isRewritten: false }
  if (typeof body === 'string') return textBody(body, contentType)
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (/^application\/(?:[^/]+\+)?json$/.test(mediaType) && body !== undefined) return textBody(JSON.stringify(body), contentType)
  if (mediaType === 'application/x-www-form-urlencoded' && isObject(body)) return textBody(formOf(body), contentType)
  throw coreError('http.body_consumed')
}

const textBody = (text: string, contentType: string | undefined): RebuiltBody => ({
  bytes: new TextEncoder().encode(text),
  contentType: contentType?.replace(/(;\s*charset=)(?:"[^"]*"|[^;\s]*)/i, '$1utf-8'),
  isRewritten: true,
})

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** As forms are sent: a key for each value, `a[b]` for what the extended parser nests. */
const formOf = (fields: Record<string, unknown>): string => {
  const form = new URLSearchParams()
  const add = (key: string, value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) add(isObject(one) ? `${key}[]` : key, one)
    else if (isObject(value)) for (const [inner, one] of Object.entries(value)) add(`${key}[${inner}]`, one)
    else form.append(key, String(value ?? ''))
  }
  for (const [key, value] of Object.entries(fields)) add(key, value)
  return form.toString()
}
