import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { RegisteredOperation } from '../operation/composition.ts'
import { acceptedLanguages } from '../text/language.ts'
import { type Answer, asResponse, emptyAnswer, isWritten } from './answer.ts'
import type { Answering } from './answering.ts'
import { allowReading } from './cors.ts'
import { docsEndpoints } from './docs-endpoints.ts'
import type { Endpoint, Exchange } from './endpoint.ts'
import type { FetchableDesk, FetchMount } from './fetchable.ts'
import { live, ready } from './health.ts'
import type { HttpDesk, Identify } from './http-desk.ts'
import { type HttpSettings, httpSettings } from './http-options.ts'
import { RateLimiter } from './limits/rate-limiter.ts'
import { pathBelow } from './mount.ts'
import { operationEndpoint } from './operation-endpoint.ts'
import { expectOwnOrigin } from './origin-check.ts'
import { problemAnswer, refusalOf } from './problem.ts'
import { requestCaller } from './request-caller.ts'
import { routeOf } from './route.ts'
import { Router } from './router.ts'
import { sampleIdentify } from './sample-identity/sample-identify.ts'
import { SWITCH_PATH, switcherPage, switchPerson } from './sample-identity/switcher.ts'
import { type SiteEndpoint, siteEndpoint } from './site.ts'
import { stagerOf } from './upload/stager.ts'

/**
 * The desk as a function from Request to Response. It never rejects: whatever goes wrong is a problem document. Throws at once
 * `desk.identify_missing` in production without `identify`, and `http.bad_option`.
 */
export function deskFetch(desk: HttpDesk): FetchableDesk['fetch'] & Answering {
  if (desk.isProduction && !desk.identify) throw coreError('desk.identify_missing')
  const settings = httpSettings(desk.options)
  const limiter = settings.limits && desk.points && new RateLimiter(settings.limits, desk.points)
  const router = routerOf(desk, settings, limiter)
  const site = siteEndpoint({
    desk,
    identify: desk.identify ?? sampleIdentify,
    settings,
    limiter,
    record: (...told) => record(desk, ...told),
  })
  const answered = async (request: Request, mount?: FetchMount): Promise<Answer> => {
    const response = await answer(
      desk,
      { router, site },
      { request, mount: pathOf(mount), isBodyRewritten: mount?.isBodyRewritten === true },
      settings,
    )
    allowReading(request, response.headers, settings)
    return request.method === 'HEAD' ? withoutBody(response) : response
  }
  const fetch = async (request: Request, mount?: FetchMount): Promise<Response> => asResponse(await answered(request, mount))
  return Object.assign(fetch, { '~answer': answered })
}

/** A stream behind HEAD may never end, and nobody is going to read it. */
function withoutBody(answer: Answer): Response {
  const { status, headers } = answer
  if (!isWritten(answer)) answer.body?.cancel().catch(() => {})
  return new Response(null, { status, headers })
}

/** Hono's `app.mount` gives the environment as second argument: no mount path. */
const pathOf = (mount: FetchMount | undefined): string => (typeof mount?.path === 'string' && mount.path.startsWith('/') ? mount.path : '')

async function answer(
  desk: HttpDesk,
  { router, site }: { readonly router: Router<Endpoint>; readonly site: SiteEndpoint | undefined },
  { request, mount, isBodyRewritten }: Pick<Exchange, 'request' | 'mount' | 'isBodyRewritten'>,
  settings: HttpSettings,
): Promise<Answer> {
  const { texts } = desk.composition
  const reader = { languages: texts.chain(acceptedLanguages(request.headers.get('accept-language'))) }
  try {
    const url = new URL(request.url)
    const path = pathBelow(url.pathname, mount)
    if (path === undefined) throw coreError('http.outside_mount')
    const found = router.find(request.method, path)
    if (found.kind === 'nothing') {
      if (site && !isOwn(path)) return await site({ request, url, mount, path, isBodyRewritten, parameters: {}, reader })
      throw coreError('http.not_found')
    }
    if (found.kind === 'found') return await found.target({ request, url, mount, isBodyRewritten, parameters: found.parameters, reader })
    const allow = found.methods.join(', ')
    if (request.method === 'OPTIONS') return emptyAnswer(204, { allow })
    throw coreError('http.method_not_allowed', { method: request.method, allowed: allow })
  } catch (error) {
    return refuse(desk, request, { docsUrl: settings.docsUrl ?? `${mount}/api/docs`, languages: reader.languages }, error)
  }
}

/** Never the site's, also where nothing answers: a program must not get a page for a mistyped route. */
const isOwn = (path: string): boolean => /^\/(?:api|health)(?:\/|$)/.test(path)

function refuse(desk: HttpDesk, request: Request, telling: { docsUrl: string; languages: readonly string[] }, error: unknown): Answer {
  const refusal = refusalOf(error, { ...telling, texts: desk.composition.texts, newId: desk.newId })
  if (refusal.isOurs && !request.signal.aborted) record(desk, request, refusal.incident, error)
  try {
    return problemAnswer(refusal)
  } catch (unwritable) {
    // the error's details are the plugin's, and need not be JSON
    return refuse(desk, request, telling, unwritable)
  }
}

/** Method and path, never the query nor the body: those hold personal data. */
function record({ log }: HttpDesk, request: Request, incident: string | undefined, error: unknown): void {
  const fields = { incident, method: request.method, path: URL.parse(request.url)?.pathname, error }
  if (isDeskError(error) && error.status === 503) log.warn(fields, 'http: a request could not be served')
  else log.error(fields, 'http: a request failed')
}

function routerOf(desk: HttpDesk, settings: HttpSettings, limiter: RateLimiter | undefined): Router<Endpoint> {
  const router = new Router<Endpoint>()
  const identify: Identify = desk.identify ?? sampleIdentify
  const reportStream = (operation: RegisteredOperation, error: unknown): Error => {
    if (isDeskError(error) && error.status < 500) return error
    const incident = desk.newId()
    desk.log.error({ incident, operation: operation.id, error }, 'http: a stream failed')
    return coreError('http.unexpected', {}, { details: { incident } })
  }
  const stager = stagerOf(desk, settings)
  for (const operation of desk.composition.operations) {
    const route = routeOf(operation)
    if (route)
      router.add(route.method, route.path, operationEndpoint(operation, { desk, identify, settings, stager, limiter, reportStream }))
  }
  router.add('GET', '/health/live', live)
  router.add('GET', '/health/ready', () => ready(desk.ready))
  if (settings.docs !== 'off')
    for (const [path, endpoint] of docsEndpoints(desk.composition, settings))
      router.add('GET', path, settings.docs === 'public' ? endpoint : forKnownCallers(endpoint, identify))
  if (!desk.identify) addSwitcher(router, settings, desk.composition.site ? SWITCH_PATH : '/')
  return router
}

const forKnownCallers =
  (endpoint: Endpoint, identify: Identify): Endpoint =>
  async (exchange) => {
    const { kind } = await requestCaller(exchange.request, identify)
    if (kind === 'anonymous') throw coreError('access.unauthenticated')
    return endpoint(exchange)
  }

/** Where a plugin has the desk's site, the first page is its. */
function addSwitcher(router: Router<Endpoint>, settings: HttpSettings, path: string): void {
  router.add('GET', path, ({ request, mount }) => switcherPage(request, mount))
  router.add('POST', SWITCH_PATH, ({ request, url, mount }) => {
    expectOwnOrigin(request, url.host, settings)
    return switchPerson(request, url, mount)
  })
}
