import { coreError } from '../error/core-errors.ts'
import type { Title } from '../machine/ticket-type.ts'
import type { InstalledPlugin } from '../plugin/plugin-spec.ts'
import type { Faults } from './fault.ts'

export const CONTRACT_VERSION = 1
const OLDEST_CONTRACT = 1
const idPattern = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/
const wordPattern = /^[a-z][a-z0-9_]*$/
const audiences = new Set(['staff', 'customer', 'both', 'public'])
const everyPattern = /^[1-9]\d{0,5}(s|m|h|d)$/

/** What `definePlugin` made. Throws nothing: what is something else is a fault, and is left out of the other checks. */
export function madePlugins(plugins: readonly InstalledPlugin[], faults: Faults): InstalledPlugin[] {
  return plugins.filter((plugin: unknown, index) => {
    const isMade =
      typeof plugin === 'object' && plugin !== null && '~deskwright' in plugin && 'id' in plugin && typeof plugin.id === 'string'
    if (!isMade) faults.add(coreError('plugin.not_made', { index, what: plugin === null ? 'null' : typeof plugin }))
    return isMade
  })
}

/** Ids: spelled right, free, and no prefix of another's, as tables and permissions are told apart by it. */
export function checkIds(plugins: readonly InstalledPlugin[], reserved: ReadonlySet<string>, faults: Faults): void {
  const ids = new Set<string>()
  for (const { id } of plugins) {
    const bad = (reason: string) => faults.add(coreError('plugin.bad_id', { plugin: id, reason }))
    if (ids.has(id)) faults.add(coreError('plugin.duplicate', { plugin: id }))
    ids.add(id)
    if (!idPattern.test(id) || id.length > 40) bad('use lower-case words joined by single underscores, at most 40 characters')
    else if (reserved.has(id)) bad('it is a name of core')
    for (const other of ids)
      if (other !== id && (id.startsWith(`${other}_`) || other.startsWith(`${id}_`)))
        bad(`its tables could not be told from those of '${other}'`)
  }
}

/** What can be checked of one plugin alone, types or not: hosts and plugins in plain JavaScript have no compiler. */
export function checkPlugin(
  plugin: InstalledPlugin,
  known: { has(permission: string): boolean },
  installed: ReadonlySet<string>,
  faults: Faults,
): void {
  const { id } = plugin
  // What a plugin that is only used would allow is not there where that one is not: acting as oneself goes without it, as `work.desk` does.
  const isAbsent = (permission: string): boolean => {
    const owner = permission.slice(0, Math.max(0, permission.indexOf('.')))
    return Object.hasOwn(plugin.uses ?? {}, owner) && !installed.has(owner)
  }
  if (!Number.isInteger(plugin.contract) || plugin.contract < OLDEST_CONTRACT || plugin.contract > CONTRACT_VERSION)
    faults.add(coreError('plugin.bad_contract', { plugin: id, contract: String(plugin.contract), supported: CONTRACT_VERSION }))
  for (const permission of plugin.acts ?? [])
    if (!known.has(permission) && !isAbsent(permission)) faults.add(coreError('plugin.bad_acts', { plugin: id, permission }))
  for (const [permission, spec] of Object.entries(plugin.permissions ?? {})) {
    if (!isOwnName(id, permission))
      faults.add(coreError('plugin.bad_permission', { plugin: id, permission, reason: `call it '${id}.…' in snake_case` }))
    if (!hasTitle(spec))
      faults.add(coreError('plugin.bad_permission', { plugin: id, permission, reason: 'it has no title for those who give roles' }))
  }
  checkEvents(plugin, faults)
  checkExtension(plugin, faults)
  checkHistory(plugin, known, faults)
  if (Object.keys(plugin.migrations ?? {}).length && plugin.personalData === undefined)
    faults.add(coreError('plugin.no_personal_data', { plugin: id }))
  for (const table of Object.keys(plugin.transfer ?? {}))
    if (!table.startsWith(`${id}_`)) faults.add(coreError('plugin.bad_transfer', { plugin: id, table }))
  for (const [job, spec] of Object.entries(plugin.jobs ?? {})) {
    const bad = (reason: string) => faults.add(coreError('plugin.bad_job', { plugin: id, job, reason }))
    if (!/^[a-z][A-Za-z0-9_]*$/.test(job)) bad('its name has letters, digits and underscores')
    if (spec.every !== undefined && !everyPattern.test(spec.every)) bad("'every' is a number with s, m, h or d, such as '15m'")
  }
  for (const [name, check] of Object.entries(plugin.health ?? {})) {
    const bad = (reason: string) => faults.add(coreError('plugin.bad_health', { plugin: id, check: name, reason }))
    if (!wordPattern.test(name)) bad('its name is a word in snake_case')
    if (typeof check !== 'function') bad('it is no function')
  }
  for (const [kind, spec] of Object.entries(plugin.documents ?? {})) {
    const bad = (reason: string) => faults.add(coreError('plugin.bad_document', { plugin: id, kind, reason }))
    if (!wordPattern.test(kind) || kind.length > 30) bad('its name is a word in snake_case of at most 30 characters')
    if (spec?.permission !== undefined && !known.has(spec.permission)) bad(`nothing installed declares '${spec.permission}'`)
  }
}

function checkHistory({ id, history = {} }: InstalledPlugin, known: { has(permission: string): boolean }, faults: Faults): void {
  for (const [kind, source] of Object.entries(history)) {
    const bad = (reason: string) => faults.add(coreError('plugin.bad_history', { plugin: id, kind, reason }))
    if (!wordPattern.test(kind)) bad('its kind is no word in snake_case')
    if (!hasTitle(source)) bad('it has no title')
    if (!audiences.has(source.audience)) bad('it has no audience')
    if (!known.has(source.permission)) bad(`nothing installed declares the permission '${source.permission}'`)
    if (typeof source.load !== 'function') bad('it has no load')
  }
}

/** In English at least: plain JavaScript has no compiler that asks. */
const hasTitle = (spec: { readonly title?: Title } | undefined): boolean => {
  const title: unknown = typeof spec?.title === 'object' ? spec.title?.en : spec?.title
  return typeof title === 'string' && title !== ''
}

const isOwnName = (id: string, name: string): boolean => name.startsWith(`${id}.`) && wordPattern.test(name.slice(id.length + 1))

function checkEvents({ id, events = {} }: InstalledPlugin, faults: Faults): void {
  for (const [event, spec] of Object.entries(events)) {
    const bad = (reason: string) => faults.add(coreError('plugin.bad_event', { plugin: id, event, reason }))
    if (!isOwnName(id, event)) bad(`call it '${id}.…' in snake_case`)
    if (typeof spec?.subject !== 'string' || !/^[a-z][A-Za-z0-9]*Id$/.test(spec.subject))
      bad("'subject' names the key of the payload that ends in 'Id'")
    if (!audiences.has(spec?.audience)) bad('it has no audience')
    if (!hasTitle(spec)) bad('it has no title')
  }
}

function checkExtension({ id, kit, ticketExtension }: InstalledPlugin, faults: Faults): void {
  if (!ticketExtension) return
  const bad = (reason: string) => faults.add(coreError('plugin.bad_extension', { plugin: id, reason }))
  if (ticketExtension.kit !== kit) bad('it was made with the kit of another plugin')
  for (const schema of [ticketExtension.input, ticketExtension.view]) {
    const required = new Set<string>(Array.isArray(schema.required) ? schema.required : [])
    for (const field of Object.keys(schema.properties)) {
      const audience = ticketExtension.audience[field]
      if (audience === undefined || !audiences.has(audience)) bad(`the field '${field}' has no audience`)
      else if (audience !== 'both' && audience !== 'public' && required.has(field))
        bad(`the field '${field}' is hidden from one audience, so it must be optional`)
    }
  }
}
