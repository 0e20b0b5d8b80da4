import { DeskError, type InputFault } from './desk-error.ts'

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The error that a refusal stands for. What is no problem document came from something else on the way. */
export async function problemOf(response: Response): Promise<DeskError> {
  const { status, headers } = response
  const body = await jsonOf(response)
  const wait = retryAfterMs(headers.get('retry-after'))
  const known = {
    requestId: text(body?.['instance'])?.replace(/^urn:uuid:/, '') ?? headers.get('x-request-id') ?? undefined,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  }
  const facts = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
  const code = text(body?.['code'])
  if (!body || code === undefined) return new DeskError('client.bad_answer', status, `The answer ${status} is not the desk’s.`, facts)
  return new DeskError(code, status, text(body['detail']) ?? code, {
    ...facts,
    ...(typeof body['title'] === 'string' ? { title: body['title'] } : {}),
    ...(isObject(body['params']) ? { params: body['params'] } : {}),
    ...(Array.isArray(body['errors']) ? { faults: body['errors'].filter(isFault) } : {}),
    details: body['details'],
  })
}

const isFault = (value: unknown): value is InputFault => isObject(value) && typeof value['pointer'] === 'string'

async function jsonOf(response: Response): Promise<Json | undefined> {
  if (!/json/.test(response.headers.get('content-type') ?? '')) {
    await response.body?.cancel()
    return undefined
  }
  try {
    const value: unknown = await response.json()
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Seconds, or a date. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
