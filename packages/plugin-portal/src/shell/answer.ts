import { createHash } from 'node:crypto'
import type { FoundPage, Html, InstalledPage, PageBody, PageFile, PageView } from '@deskwright/core'
import { banner, buttonLink, html } from '@deskwright/page'
import { portalError } from '../errors.ts'
import type { PortalSite } from '../kit.ts'
import { iconText } from '../look/icon.ts'
import { script } from '../look/script.ts'
import { style } from '../look/style.ts'
import { tokens } from '../look/tokens.ts'
import { widget } from '../look/widget.ts'
import { linkMinutes, type PortalOptions } from '../options.ts'
import { bytesAt } from '../pages/bytes.ts'
import { companyPage } from '../pages/company.ts'
import { errorBody, signInBody } from '../pages/error.ts'
import { pages as ownPages } from '../pages/pages.ts'
import type { Words } from '../texts/portal-texts.ts'
import type { Context, PortalForm, PortalPage, Turn } from './context.ts'
import { cookieOf, setCookie } from './cookies.ts'
import { keptFiles } from './kept-files.ts'
import { languageTurn } from './language-turn.ts'
import { isFor, layout, mayBeShown } from './layout.ts'
import { navigation } from './navigation.ts'
import { type Reader, readerOf, strangerOf } from './reader.ts'
import { type Asset, asset, assetResponse, fixedAsset, goneResponse, pagePolicy, pageResponse, turnResponse } from './respond.ts'
import { SessionWatch } from './session-watch.ts'
import { fits, isToken, masked, newToken } from './token.ts'

/** Everything that one request needs, once it is known who asks. */
interface Visit {
  readonly site: PortalSite
  readonly options: PortalOptions
  readonly reader: Reader
  readonly words: Words
  readonly view: Omit<PageView, 'parameters' | 'text'>
  readonly token: string
  readonly cookies: string[]
}

const scriptAsset = asset('portal', 'js', script)
/** Browsers ask for one, and would look for it outside of the mount. */
const iconAsset = asset('icon', 'svg', iconText)
/** Pages of the host name it, so its address stays. */
const widgetAsset = fixedAsset('widget', 'js', widget)

/** The portal as the desk's site. */
export function portalAnswer(options: PortalOptions): (site: PortalSite) => Promise<Response> {
  const styleAsset = asset('portal', 'css', tokens(options.look) + style)
  const assets = [styleAsset, scriptAsset, iconAsset, widgetAsset]
  const policy = pagePolicy(options)
  const watch = new SessionWatch()
  return async (site) => {
    if (site.path.startsWith('/-/')) return assetAt(site, assets)
    let visit: Visit | undefined
    try {
      visit = visitOf(site, options, await readerOf(site))
      return await answered(visit, policy, styleAsset, watch)
    } catch (error) {
      visit ??= visitOf(site, options, strangerOf(site))
      const refusal = site.refusal(error, visit.reader.languages)
      const body = refusal.status === 401 ? signInBody(visit, options) : errorBody(visit.words, refusal, visit.view.href('/'))
      return framed(visit, body, refusal.status, policy, styleAsset)
    }
  }
}

const assetAt = ({ path, request }: PortalSite, assets: readonly Asset[]): Response => {
  const found = request.method === 'POST' ? undefined : assets.find((one) => one.path === path)
  return found ? assetResponse(found) : goneResponse()
}

function visitOf(site: PortalSite, options: PortalOptions, reader: Reader): Visit {
  const { request, url, mount, texts } = site
  const { language, languages } = reader
  const kept = cookieOf(request, 'deskportal_token')
  const token = isToken(kept) ? kept : newToken()
  const cookies = token === kept ? [] : [setCookie('deskportal_token', token, { url, mount })]
  const words: Words = (key, ...[params]) => texts.textOf(key, params ?? {}, languages)
  return {
    site,
    options,
    reader,
    words,
    token,
    cookies,
    view: {
      query: url.searchParams,
      language,
      languages,
      texts,
      formats: site.formats(language, reader.calendar),
      isSignedIn: reader.me !== null,
      href: (path, query = {}) => {
        const given = new URLSearchParams()
        for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, value)
        return `${mount}${path === '/' && mount ? '' : path}${given.size ? `?${given}` : ''}`
      },
      formFields: html`<input type="hidden" name="_token" value="${masked(token)}"><input type="hidden" name="_once" value="${site.newId()}">`,
    },
  }
}

async function answered(visit: Visit, policy: string, styleAsset: Asset, watch: SessionWatch): Promise<Response> {
  const { site, reader } = visit
  if (site.request.method === 'POST') return posted(visit, policy, styleAsset)
  if (reader.choice && !/^\/(?:company$|enter\/|t\/)/.test(site.path)) return turn(visit, { goTo: '/company' })
  const bytes = await bytesAt(site, reader, watch)
  if (bytes) return bytes
  const found = pageAt(visit)
  const body = found.own ? await found.own.show(contextOf(visit, found.parameters)) : await drawn(visit, found)
  if ('file' in body) return site.send(body.file)
  return framed(visit, titled(visit, found, body), 200, policy, styleAsset)
}

async function drawn(visit: Visit, { page, parameters }: Found): Promise<Html | PageBody | PageFile> {
  if (!page) throw noPage()
  const made = await page.render(visit.reader.desk() as never, pluginView(visit, page.plugin, parameters))
  if (made === null) throw noPage()
  return made
}

interface Found {
  readonly page: InstalledPage | undefined
  readonly own: PortalPage | undefined
  readonly parameters: FoundPage['parameters']
}

/** Throws `http.not_found`, or that signing in is owed. */
function pageAt({ site, reader }: Visit): Found {
  if (reader.choice && site.path === '/company') return { page: undefined, own: companyPage(reader.choice), parameters: {} }
  const found = site.find(site.path)
  if (!found || found.page.audience === 'staff') throw noPage()
  const { page, parameters } = found
  if (!mayBeShown(page.audience, reader.me !== null)) throw portalError('portal.unknown_reader')
  if (!isFor(page, reader.me)) throw noPage()
  return { page, own: page.plugin === 'portal' ? ownPages.find(({ path }) => path === page.path) : undefined, parameters }
}

function titled({ reader, words }: Visit, { page, own }: Found, body: Html | PageBody): PageBody {
  if ('body' in body) return body
  const title = own ? words(own.title as 'portal.nav.home') : ((page && (page.title[reader.language] ?? page.title.en)) ?? '')
  return { title, body }
}

function pluginView({ view, site, reader }: Visit, plugin: string, parameters: FoundPage['parameters'], query = view.query): PageView {
  return {
    ...view,
    query,
    parameters,
    text: (key, params = {}) => site.texts.textOf(key.startsWith(`${plugin}.`) ? key : `${plugin}.${key}`, params, reader.languages),
  }
}

function contextOf(visit: Visit, parameters: FoundPage['parameters'], once?: string): Context {
  const { reader, site, words } = visit
  const desk = reader.desk()
  return {
    desk,
    once: once === undefined ? desk : reader.desk(once),
    me: reader.me,
    words,
    view: pluginView(visit, 'portal', parameters),
    refusalOf: (error) => site.refusal(error, reader.languages),
    settings: { calendar: reader.calendar ?? '', look: reader.look ?? '' },
    entry: visit.options.entry && {
      portal: site.asPlugin.portal,
      minutes: linkMinutes(visit.options),
      session: reader.session?.secret,
      as: (personId, companyId) =>
        site.asKnown(personId, {
          languages: reader.languages,
          reading: reader.language,
          ...(companyId === null ? {} : { company: companyId }),
        }),
    },
    async panels(slot, of, query) {
      const wanted = site.pages.filter(
        (page) => page.slot === slot && mayBeShown(page.audience, reader.me !== null) && isFor(page, reader.me),
      )
      const made = await Promise.all(wanted.map((page) => panel(visit, page, of, query)))
      return made.filter((one) => one !== null)
    },
  }
}

/** A plugin's panel that fails leaves the page as it is: the reader came for something else. The operator hears of it. */
async function panel(
  visit: Visit,
  page: InstalledPage,
  parameters: FoundPage['parameters'],
  query?: URLSearchParams,
): Promise<Html | null> {
  try {
    const made = await page.render(visit.reader.desk() as never, pluginView(visit, page.plugin, parameters, query))
    if (made === null || 'file' in made) return null
    return 'body' in made ? made.body : made
  } catch (error) {
    visit.site.refusal(error, [])
    return null
  }
}

async function posted(visit: Visit, policy: string, styleAsset: Asset): Promise<Response> {
  const { site, reader, words } = visit
  const language = site.path === '/settings/language'
  const found = language ? undefined : pageAt(visit)
  const staging = new Map<string, { id: string; name: string }[]>()
  let count = 0
  const fields = await site.form(async ({ field, name, body, fields: before }) => {
    count += 1
    // The same form brings the same files once, so that its command is the same, too.
    const staged = await reader.desk(onceKey(visit, before, `file ${count} ${name}`)).files.stage({ name, body })
    staging.set(field, [...(staging.get(field) ?? []), { id: staged.id, name: staged.name }])
  })
  if (!fits(fields.get('_token')?.[0], cookieOf(site.request, 'deskportal_token'))) {
    for (const { id } of [...staging.values()].flat())
      await reader
        .desk()
        .files.discard({ fileId: id })
        .catch(() => {})
    const body = html`${banner(words('portal.form.stale'), 'bad')}<p class="dw-actions">${buttonLink(visit.view.href(site.path as '/'), words('portal.nav.home'), 'second')}</p>`
    return framed(visit, { title: words('portal.form.faults'), body }, 403, policy, styleAsset)
  }
  if (language) return turn(visit, languageTurn(fields))
  if (!found) throw noPage()
  const kept = await keptFiles(reader, fields)
  const files = new Map([...staging].map(([field, staged]) => [field, [...kept.map(({ id }) => id), ...staged.map(({ id }) => id)]]))
  if (kept.length && !files.size)
    files.set(
      'files',
      kept.map(({ id }) => id),
    )
  const key = onceKey(visit, fields, 'form')
  const form: PortalForm = { fields, files, kept: [...kept, ...[...staging.values()].flat()] }
  const made = await act(visit, found, form, key)
  if ('goTo' in made) return turn(visit, made)
  return framed(visit, titled(visit, found, made), 422, policy, styleAsset)
}

/** Under which one thing of a form is done once, however often the form is sent; every page that is drawn is another form. */
function onceKey({ token, site }: Visit, fields: ReadonlyMap<string, readonly string[]>, what: string): string | undefined {
  const sent = fields.get('_once')?.[0]?.slice(0, 100)
  return sent
    ? createHash('sha256')
        .update(JSON.stringify([token, site.path, sent, what]))
        .digest('base64url')
    : undefined
}

async function act(visit: Visit, found: Found, form: PortalForm, key: string | undefined): Promise<Turn | Html | PageBody> {
  if (found.own) {
    if (!found.own.act) throw noPage()
    return found.own.act(contextOf(visit, found.parameters, key), form)
  }
  if (!found.page?.act) throw noPage()
  return found.page.act(visit.reader.desk() as never, {
    ...pluginView(visit, found.page.plugin, found.parameters),
    fields: form.fields,
    files: form.files,
  })
}

function turn({ site, cookies, view }: Visit, { goTo, said, keep = {} }: Turn): Response {
  const all = [...cookies]
  for (const [name, value] of Object.entries(keep)) if (value !== undefined) all.push(setCookie(name as keyof typeof keep, value, site))
  if (said !== undefined) all.push(setCookie('deskportal_said', said.slice(0, 300), site))
  const [path = '/', query = ''] = goTo.split('?', 2)
  return turnResponse(`${view.href(path as '/')}${query && `?${query}`}`, all)
}

async function framed(visit: Visit, { title, body }: PageBody, status: number, policy: string, styleAsset: Asset): Promise<Response> {
  const { site, reader, words, view, cookies, options } = visit
  const said = cookieOf(site.request, 'deskportal_said')
  const told = said ? [setCookie('deskportal_said', null, site)] : []
  const text = layout({
    name: options.name ?? 'Support',
    title,
    body,
    language: reader.language,
    direction: site.texts.directionOf(reader.language),
    look: reader.look,
    words,
    navigation: navigation(visit),
    href: view.href,
    assets: {
      style: `${site.mount}${styleAsset.path}`,
      script: `${site.mount}${scriptAsset.path}`,
      icon: `${site.mount}${iconAsset.path}`,
    },
    formFields: view.formFields,
    here: site.request.method === 'POST' ? '/' : `${site.path}${site.url.search}`,
    said: said ? { text: said, tone: 'good' } : undefined,
  })
  return pageResponse({ text, status, policy, cookies: [...cookies, ...told], language: reader.language, path: site.path })
}

const noPage = () => portalError('portal.no_page')
