import { coreError } from '../../error/core-errors.ts'
import type { Person } from '../../operation/actor.ts'
import { samplePeople } from './sample-people.ts'

export const sampleCookie = 'desk_sample_person'

const proxyHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/**
 * The sample person that the request names in the header `Desk-Sample-Person` or in the switcher's cookie, else nobody.
 * Somebody who forgot `identify` and `NODE_ENV=production` must not give the desk to the world: it answers under names of this machine only,
 * and not behind a proxy. Throws `http.sample_identity_refused`.
 */
export function sampleIdentify(request: Request): Person | null {
  expectLocal(request)
  const key = request.headers.get('desk-sample-person') ?? cookieOf(request)
  return samplePeople.find((sample) => sample.key === key)?.person ?? null
}

export function expectLocal(request: Request): void {
  const { hostname } = new URL(request.url)
  const isLocal = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname)
  if (!isLocal || proxyHeaders.some((name) => request.headers.has(name))) throw coreError('http.sample_identity_refused')
}

function cookieOf(request: Request): string | undefined {
  const cookies = request.headers.get('cookie')?.split(';') ?? []
  return cookies.map((one) => one.trim().split('=')).find(([name]) => name === sampleCookie)?.[1]
}
