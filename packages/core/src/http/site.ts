import { coreError } from '../error/core-errors.ts'
import type { Caller } from '../operation/caller.ts'
import type { Composition } from '../operation/composition.ts'
import type { Bytes } from '../operation/operation.ts'
import { servicesOf } from '../operation/services.ts'
import type { PluginContract } from '../plugin/contract.ts'
import type { FoundPage, InstalledPage, SiteRefusal, SiteRequest } from '../plugin/site-spec.ts'
import { Formats } from '../text/formats.ts'
import { textsOf } from '../text/texts.ts'
import { emptyAnswer } from './answer.ts'
import type { Exchange } from './endpoint.ts'
import { fileAnswer } from './file-answer.ts'
import type { HttpDesk, Identify } from './http-desk.ts'
import type { HttpSettings } from './http-options.ts'
import { formText } from './json-body.ts'
import type { RateLimiter } from './limits/rate-limiter.ts'
import { expectOwnOrigin } from './origin-check.ts'
import { type Refusal, refusalOf } from './problem.ts'
import { requestCaller } from './request-caller.ts'
import { Router } from './router.ts'
import { streamAnswer } from './stream-answer.ts'
import { isForm, readForm } from './upload/form.ts'

type Services = SiteRequest<PluginContract>['asPlugin']

export interface SiteHost {
  readonly desk: HttpDesk
  readonly identify: Identify
  readonly settings: HttpSettings
  readonly limiter: RateLimiter | undefined
  /** Records what is ours, as for every other request. */
  readonly record: (request: Request, incident: string | undefined, error: unknown) => void
}

export type SiteEndpoint = (exchange: Exchange & { readonly path: string }) => Promise<Response>

/** The site of the plugin that has one, for whatever no route of the desk is; undefined without such a plugin. */
export function siteEndpoint(host: SiteHost): SiteEndpoint | undefined {
  const { desk, settings } = host
  const { site, pages, texts: book, textKeys } = desk.composition
  if (!site) return undefined
  const texts = textsOf(book, textKeys)
  const finder = finderOf(pages)
  return async (exchange) => {
    const { request, url } = exchange
    if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
      if (request.method === 'OPTIONS') return emptyAnswer(204, { allow: 'GET, HEAD, OPTIONS, POST' })
      throw coreError('http.method_not_allowed', { method: request.method, allowed: 'GET, HEAD, POST' })
    }
    if (request.method === 'POST') expectOwnOrigin(request, url.host, settings)
    return site.answer({ ...callsOf(host, exchange), options: site.plugin.options as never, texts, pages, ...finder })
  }
}

function finderOf(pages: readonly InstalledPage[]): Pick<SiteRequest<PluginContract>, 'find'> {
  const router = new Router<InstalledPage>()
  for (const page of pages) if (page.slot === 'page') router.add('GET', page.path, page)
  return {
    find(path): FoundPage | undefined {
      const found = router.find('GET', path)
      return found.kind === 'found' ? { page: found.target, parameters: found.parameters } : undefined
    },
  }
}

type Calls = Omit<SiteRequest<PluginContract>, 'options' | 'texts' | 'pages' | 'find'>

function callsOf({ desk, identify, settings, limiter, record }: SiteHost, exchange: Exchange & { readonly path: string }): Calls {
  const { request, url, mount, path } = exchange
  const { composition } = desk
  const services = (caller: Caller): Services =>
    servicesOf(composition, (operation, input) => desk.invoke(operation, caller, input as object, request.signal)) as Services
  return {
    request,
    url,
    mount,
    path,
    log: desk.log,
    now: desk.now(),
    newId: desk.newId,
    async identify() {
      const caller = await requestCaller(request, identify)
      await limiter?.expectRoom(request, caller)
      return caller.kind === 'person' ? caller.person : null
    },
    as: (person, call = {}) => services({ kind: 'person', person, options: { ...call, acting: 'customer', channel: 'portal' } }),
    asKnown: (personId, call = {}) => services({ kind: 'known', personId, options: { ...call, acting: 'customer', channel: 'portal' } }),
    asAnybody: (languages) => services({ kind: 'anonymous', languages }),
    get asPlugin() {
      return services({ kind: 'plugin', id: siteOf(composition).plugin.id })
    },
    async form(onFile = refuseFile) {
      if (exchange.isBodyRewritten && isForm(request)) throw coreError('http.body_rewritten')
      const limits = { maxFieldBytes: settings.maxBodyBytes, maxFiles: desk.files.maxPerMessage, pace: desk.files.pace }
      if (isForm(request)) return readForm(request, limits, onFile)
      return urlencoded(await formText(request, settings))
    },
    send: (bytes) => sent(bytes, request, (error) => refusalFor(error, [])),
    refusal: (error, languages) => shown(refusalFor(error, languages)),
    formats: (language, calendar) =>
      new Formats(language, {
        ...composition.texts.settings,
        calendars: calendar === undefined ? composition.texts.settings.calendars : { [language]: calendar },
      }),
  }

  function refusalFor(error: unknown, languages: readonly string[]): Refusal {
    const { texts } = composition
    const refusal = refusalOf(error, { docsUrl: '', texts, newId: desk.newId, languages: texts.chain(languages) })
    if (refusal.isOurs && !request.signal.aborted) record(request, refusal.incident, error)
    return refusal
  }
}

function siteOf({ site }: Composition): NonNullable<Composition['site']> {
  if (!site) throw new TypeError('The desk has no site.')
  return site
}

const shown = ({ problem, incident }: Refusal): SiteRefusal => ({
  status: problem.status,
  code: problem.code,
  title: problem.title,
  detail: problem.detail,
  faults: problem.errors ?? [],
  incident,
})

/** What went wrong behind an answer that has begun ends the connection. */
function sent(bytes: Bytes, request: Request, tell: (error: unknown) => Refusal): Response {
  const abort = new AbortController()
  if (request.signal.aborted) abort.abort()
  else request.signal.addEventListener('abort', () => abort.abort(), { once: true })
  const end = { abort, onError: (error: unknown) => new Error(tell(error).problem.code) }
  return bytes.file ? fileAnswer(bytes.file, request, end) : streamAnswer(bytes, end)
}

function urlencoded(text: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    const values = fields.get(name)
    if (values) values.push(value)
    else fields.set(name, [value])
  }
  return fields
}

const refuseFile = (): Promise<never> => Promise.reject(coreError('file.form_invalid', { reason: 'no file is asked for here' }))
