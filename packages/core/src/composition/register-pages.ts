import { corePermissions } from '../access/core-permissions.ts'
import { coreError } from '../error/core-errors.ts'
import { titlesOf } from '../machine/titles.ts'
import type { Composition } from '../operation/composition.ts'
import type { InstalledPlugin } from '../plugin/plugin-spec.ts'
import type { InstalledPage } from '../plugin/site-spec.ts'
import type { Faults } from './fault.ts'

const segmentPattern = /^(:[a-z][A-Za-z0-9]*|[a-z0-9][a-z0-9._-]*)$/
const audiences = new Set(['staff', 'customer', 'both', 'public'])
const slots = new Set(['page', 'ticket_panel', 'ticket_side', 'home_panel', 'request_panel', 'request_field'])
/** What is asked for there is never the site's. */
const taken = new Set(['api', 'health', 'sample-identity'])

/** Everybody's pages with what they are shown by, checked: no address means two of them. */
export function registerPages(
  plugins: readonly InstalledPlugin[],
  faults: Faults,
): { readonly pages: readonly InstalledPage[]; readonly site: Composition['site'] } {
  const pages: InstalledPage[] = []
  const names = new Set<string>()
  const permissions = new Set([...Object.keys(corePermissions), ...plugins.flatMap((plugin) => Object.keys(plugin.permissions ?? {}))])
  for (const plugin of plugins)
    for (const { path, title, audience, slot, permission, nav, render, act } of plugin.pages ?? []) {
      const bad = (reason: string) => faults.add(coreError('plugin.bad_page', { plugin: plugin.id, path: String(path), reason }))
      const fault = pathFault(plugin, path)
      if (fault) {
        bad(fault)
        continue
      }
      if (names.has(`${plugin.id} ${path}`)) bad('another page has this path')
      names.add(`${plugin.id} ${path}`)
      if (!audiences.has(audience)) bad('it has no audience')
      if (!slots.has(slot)) bad(`its slot is one of ${[...slots].join(', ')}`)
      if (permission !== undefined && !permissions.has(permission)) bad(`there is no permission '${permission}'`)
      if (typeof render !== 'function') bad('it has no render')
      if (slot !== 'page' && (nav || act)) bad('a panel has no address: it has no place in the navigation, and its forms go to pages')
      const other = slot === 'page' ? pages.find((one) => one.slot === 'page' && isSame(one.path, path) && one.path !== path) : undefined
      if (other) bad(`an address can mean '${other.path}' of '${other.plugin}' as well`)
      pages.push({ plugin: plugin.id, path, title: titlesOf(title), audience, slot, permission, nav, render, act })
    }
  const [first, ...others] = plugins.filter(({ site }) => site !== undefined)
  for (const { id } of others)
    faults.add(coreError('plugin.bad_page', { plugin: id, path: '/', reason: `'${first?.id}' is the site already; install one of them` }))
  return { pages, site: first?.site ? { plugin: first, answer: first.site.answer } : undefined }
}

/** A plugin owns what begins with its name; the site has the rest. */
function pathFault({ id, site }: InstalledPlugin, path: unknown): string | undefined {
  if (typeof path !== 'string' || !path.startsWith('/')) return 'its path begins with a slash'
  if (path === '/') return site ? undefined : `its path begins with '/${id}'`
  const segments = path.slice(1).split('/')
  for (const segment of segments)
    if (!segmentPattern.test(segment)) return `'${segment}' is no segment; use lower-case words and :parameters`
  if (new Set(segments).size < segments.length && segments.some((one, index) => one.startsWith(':') && segments.indexOf(one) !== index))
    return 'a parameter stands there twice'
  if (taken.has(segments[0] ?? '')) return `'/${segments[0]}' is the desk's own`
  return site || segments[0] === id ? undefined : `its path begins with '/${id}'`
}

/** A word beats a parameter where both fit, so only what is told apart by nothing clashes. */
const isSame = (one: string, other: string): boolean => shape(one) === shape(other)
const shape = (path: string): string => path.replace(/:[A-Za-z0-9]+/g, ':')
