import { hostIdentity } from '../access/host-identity.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { Person } from '../operation/actor.ts'
import type { AsOptions, Caller } from '../operation/caller.ts'
import { expectUsableKey } from '../operation/idempotency.ts'
import { acceptedLanguages } from '../text/language.ts'
import { tokenHashIn } from '../value/key-token.ts'
import type { Identify } from './http-desk.ts'

const companyId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Who calls, and in which capacity: `Desk-Acting: staff | customer`, `Desk-Company: <id>`, `Idempotency-Key`.
 * Throws `http.identify_failed` (its cause is for the log), what `identify` refuses with a code, `http.bad_header`, `idempotency.key_invalid`.
 */
export async function requestCaller(request: Request, identify: Identify): Promise<Caller> {
  const tokenHash = tokenHashIn(request.headers.get('authorization'))
  // Whoever shows a key is the key's service, and nobody whom a cookie names beside it.
  if (tokenHash !== undefined) return { kind: 'key', tokenHash, options: callOptions(request.headers) }
  const person = await whoSent(request, identify)
  const options = callOptions(request.headers)
  return person ? { kind: 'person', person, options } : { kind: 'anonymous', ...languagesIn(request.headers) }
}

async function whoSent(request: Request, identify: Identify): Promise<Person | null> {
  try {
    const given: unknown = await identify(request)
    return given === null || given === undefined ? null : hostIdentity(Object(given))
  } catch (cause) {
    // a coded refusal is meant for the caller
    if (isDeskError(cause) && cause.status < 500) throw cause
    throw coreError('http.identify_failed', {}, { cause })
  }
}

const languagesIn = (headers: Headers): { languages?: readonly string[] } => {
  const languages = acceptedLanguages(headers.get('accept-language'))
  return languages.length ? { languages } : {}
}

function callOptions(headers: Headers): AsOptions {
  const acting = headers.get('desk-acting')
  const company = headers.get('desk-company')
  const idempotencyKey = headers.get('idempotency-key')
  if (acting !== null && acting !== 'staff' && acting !== 'customer')
    throw coreError('http.bad_header', { header: 'Desk-Acting', expected: "'staff' or 'customer'" })
  if (company !== null && !companyId.test(company))
    throw coreError('http.bad_header', { header: 'Desk-Company', expected: 'the id of a company' })
  if (idempotencyKey !== null) expectUsableKey(idempotencyKey)
  if (acting === 'staff' && company !== null)
    throw coreError('http.bad_header', { header: 'Desk-Company', expected: 'left out where one acts as staff' })
  const common = { channel: 'api', ...languagesIn(headers), ...(idempotencyKey === null ? {} : { idempotencyKey }) }
  if (acting === 'staff') return { ...common, acting }
  return { ...common, ...(acting === null ? {} : { acting }), ...(company === null ? {} : { company }) }
}
