import { corePermissions } from '../access/core-permissions.ts'
import { defaultRoles, type RoleDefinition } from '../access/default-roles.ts'
import { PermissionIndex } from '../access/permission-set.ts'
import type { CalendarSpec } from '../calendar/calendar-spec.ts'
import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import { HookBus } from '../hook/hook-bus.ts'
import type { RegisteredHandler } from '../hook/registered-handler.ts'
import { defaultTicketTypes } from '../machine/default-types/default-ticket-types.ts'
import { buildMachines } from '../machine/machines.ts'
import type { OwnedTicketType } from '../machine/merge-types.ts'
import type { TicketTypeExtension, TicketTypeSpec, Title, Titles } from '../machine/ticket-type.ts'
import type { Acting } from '../operation/audience.ts'
import type { Composition, RegisteredDocumentKind, RegisteredEvent, RegisteredRole } from '../operation/composition.ts'
import type { Logger } from '../operation/logger.ts'
import type { AnyOperation } from '../operation/operation.ts'
import type { ExtensionSchemas } from '../operation/plain-schema.ts'
import type { EventSpec, InstalledPlugin } from '../plugin/plugin-spec.ts'
import type { TextBook } from '../text/text-book.ts'
import { withTitles } from '../text/type-titles.ts'
import type { Tracer } from '../trace/tracer.ts'
import { checkIds, checkPlugin, madePlugins } from './check-plugin.ts'
import { collectHandlers, type HostHandlerTable } from './collect-handlers.ts'
import { checkTexts, type TextOptions, textBook } from './collect-texts.ts'
import { extensionSchemas } from './extension-schemas.ts'
import { Faults } from './fault.ts'
import { type OperationGroup, registerOperations } from './register-operations.ts'
import { registerPages } from './register-pages.ts'
import { sortPlugins } from './sort-plugins.ts'

/** A group of core, declared like a plugin's. */
export interface CoreGroup {
  readonly id: string
  readonly operations: { readonly [method: string]: AnyOperation }
  readonly events: {
    readonly [event: string]: { readonly subject: string; readonly audience: EventSpec<object>['audience']; readonly title: Title }
  }
}

export interface ComposeOptions {
  readonly core: readonly CoreGroup[]
  /** What core itself does after commits. */
  readonly coreHandlers?: readonly RegisteredHandler[]
  readonly plugins: readonly InstalledPlugin[]
  readonly ticketTypes: readonly (TicketTypeSpec | TicketTypeExtension)[]
  /** Core's own types, unless the vendor has none of them. */
  readonly withDefaultTypes: boolean
  readonly calendars: { readonly [key: string]: CalendarSpec }
  /** What is wrong with what was given, as far as it has been looked at. */
  readonly faults: readonly DeskError[]
  readonly roles: { readonly [id: string]: RoleDefinition }
  readonly after: HostHandlerTable
  readonly languages: TextOptions
  readonly log: Logger
  readonly hookTimeLimit?: number
  readonly tracer?: Tracer
}

const fixedNames = ['stream', 'health', 'docs', 'host', 'core']
const ownerOf = (name: string): string => name.slice(0, name.indexOf('.'))

/** Sorts, checks and wires everything that is installed. Throws with every fault at once; touches no database. */
export function compose(options: ComposeOptions): Composition {
  const faults = new Faults()
  for (const fault of options.faults) faults.add(fault)
  const calendars = new Map(Object.entries(options.calendars))
  const reserved = new Set([
    ...fixedNames,
    ...options.core.flatMap(({ id, events }) => [id, ...Object.keys(events).map(ownerOf)]),
    ...Object.keys(corePermissions).map(ownerOf),
  ])
  const made = madePlugins(options.plugins, faults)
  checkIds(made, reserved, faults)
  const plugins = sortPlugins(made, faults)
  const permissions = new PermissionIndex([
    ...Object.keys(corePermissions),
    ...plugins.flatMap((plugin) => Object.keys(plugin.permissions ?? {})),
  ])
  const installed = new Set(plugins.map(({ id }) => id))
  for (const plugin of plugins) checkPlugin(plugin, permissions, installed, faults)
  const texts = textBook(plugins, options.languages, faults)
  const events = registerEvents(options.core, plugins, texts)
  const declaredTypes = ticketTypes(options, plugins)
  const types = declaredTypes.map(({ owner, spec }) => ({ owner, spec: withTitles(spec, (key, title) => texts.titles(key, title)) }))
  const machines = faults.catch(() => buildMachines(types, { permissions: new Set(permissions.all), calendars: new Set(calendars.keys()) }))
  const extensions = new Map(plugins.flatMap((plugin) => (plugin.ticketExtension ? [[plugin.id, plugin.ticketExtension] as const] : [])))
  const schemas: Readonly<Record<Acting, ExtensionSchemas>> = {
    staff: extensionSchemas(extensions, 'staff'),
    customer: extensionSchemas(extensions, 'customer'),
  }
  const groups = registerOperations(operationGroups(options.core, plugins), permissions, permissionsFor(plugins), schemas, faults)
  const hooks = faults.catch(
    () =>
      new HookBus([...(options.coreHandlers ?? []), ...collectHandlers(plugins, options.after, events.values())], {
        events,
        log: options.log,
        ...(options.tracer === undefined ? {} : { tracer: options.tracer }),
        ...(options.hookTimeLimit === undefined ? {} : { timeLimit: options.hookTimeLimit }),
      }),
  )
  const roles = registerRoles(plugins, options.roles, permissions, texts, faults)
  const textKeys = checkTexts(
    plugins,
    options.languages.texts,
    { events: events.keys(), permissions: permissions.all, roles: roles.keys(), types: declaredTypes.map(({ spec }) => spec) },
    faults,
  )
  const { pages, site } = registerPages(plugins, faults)
  faults.throwIfAny()
  if (!machines || !hooks) throw new TypeError('a fault was not reported')
  return Object.freeze({
    groups,
    operations: [...groups.values()].flatMap((methods) => [...methods.values()]),
    events,
    permissions,
    permissionTitles: titles(plugins, texts),
    roles,
    machines,
    calendars,
    plugins,
    extensions,
    hooks,
    texts,
    textKeys,
    documentKinds: documentKinds(plugins),
    pages,
    site,
  })
}

const ticketTypes = ({ ticketTypes: own, withDefaultTypes }: ComposeOptions, plugins: readonly InstalledPlugin[]): OwnedTicketType[] => [
  ...(withDefaultTypes ? defaultTicketTypes.map((spec) => ({ owner: 'core', spec })) : []),
  ...plugins.flatMap((plugin) => (plugin.ticketTypes ?? []).map((spec) => ({ owner: plugin.id, spec }))),
  ...own.filter((spec) => !('extends' in spec)).map((spec) => ({ owner: 'host', spec })),
  ...plugins.flatMap((plugin) => [
    ...(plugin.extendTicketTypes ?? []).map((spec) => ({ owner: plugin.id, spec })),
    ...Object.entries(plugin.fields ?? {}).map(([type, fields]) => ({ owner: plugin.id, spec: { extends: type, fields } })),
  ]),
  ...own.filter((spec) => 'extends' in spec).map((spec) => ({ owner: 'host', spec })),
]

const operationGroups = (core: readonly CoreGroup[], plugins: readonly InstalledPlugin[]): OperationGroup[] => [
  ...core.map(({ id, operations }) => ({ id, owner: 'core', kit: undefined, operations })),
  ...plugins.map(({ id, kit, operations = {} }) => ({ id, owner: id, kit, operations })),
]

/** What operations of an owner may name: core's permissions and its own, as the types have it. */
function permissionsFor(plugins: readonly InstalledPlugin[]): (owner: string) => ReadonlySet<string> {
  const core = Object.keys(corePermissions)
  const sets = new Map(plugins.map((plugin) => [plugin.id, new Set([...core, ...Object.keys(plugin.permissions ?? {})])]))
  const coreSet = new Set(core)
  return (owner) => sets.get(owner) ?? coreSet
}

function registerEvents(core: readonly CoreGroup[], plugins: readonly InstalledPlugin[], texts: TextBook): Map<string, RegisteredEvent> {
  const events = new Map<string, RegisteredEvent>()
  const add = (owner: string, name: string, { subject, audience, title }: CoreGroup['events'][string]) =>
    events.set(name, {
      name,
      owner,
      subjectKey: String(subject),
      subjectKind: String(subject).slice(0, -'Id'.length),
      audience,
      isPublic: audience !== 'staff',
      title: texts.titles(`event:${name}`, title),
    })
  for (const group of core) for (const [name, spec] of Object.entries(group.events)) add('core', name, spec)
  for (const plugin of plugins) for (const [name, spec] of Object.entries(plugin.events ?? {})) add(plugin.id, name, spec)
  return events
}

function documentKinds(plugins: readonly InstalledPlugin[]): Map<string, RegisteredDocumentKind> {
  const kinds = new Map<string, RegisteredDocumentKind>()
  for (const { id, documents = {} } of plugins)
    for (const [kind, { permission }] of Object.entries(documents)) kinds.set(`${id}_${kind}`, { owner: id, permission })
  return kinds
}

function registerRoles(
  plugins: readonly InstalledPlugin[],
  own: ComposeOptions['roles'],
  permissions: PermissionIndex,
  texts: TextBook,
  faults: Faults,
): Map<string, RegisteredRole> {
  const roles = new Map<string, RegisteredRole>()
  const add = (id: string, owner: string, role: RoleDefinition) => {
    for (const permission of role.permissions)
      if (!permissions.has(permission))
        faults.add(coreError('plugin.bad_role', { role: id, reason: `nothing installed declares '${permission}'` }))
    if (role.acting !== 'staff' && role.acting !== 'customer')
      faults.add(coreError('plugin.bad_role', { role: id, reason: "acting is 'staff' or 'customer'" }))
    if (owner !== 'core' && owner !== 'desk' && !id.startsWith(`${owner}.`))
      faults.add(coreError('plugin.bad_role', { role: id, reason: `a role of a plugin is called '${owner}.…'` }))
    if (owner === 'desk' && id.includes('.'))
      faults.add(coreError('plugin.bad_role', { role: id, reason: 'roles with a dot come with plugins' }))
    roles.set(id, { ...role, title: texts.titles(`role:${id}`, role.title), owner })
  }
  for (const [id, role] of Object.entries(defaultRoles)) add(id, 'core', role)
  for (const plugin of plugins)
    for (const [id, { title, capacity, permissions: names }] of Object.entries(plugin.roles ?? {}))
      add(id, plugin.id, { title, acting: capacity, permissions: names })
  for (const [id, role] of Object.entries(own)) add(id, 'desk', role)
  return roles
}

function titles(plugins: readonly InstalledPlugin[], texts: TextBook): Map<string, { title: Titles; owner: string }> {
  const all = new Map<string, { title: Titles; owner: string }>()
  const add = (id: string, title: Title, owner: string) => all.set(id, { title: texts.titles(`permission:${id}`, title), owner })
  for (const [id, title] of Object.entries(corePermissions)) add(id, title, 'core')
  for (const plugin of plugins) for (const [id, { title }] of Object.entries(plugin.permissions ?? {})) add(id, title, plugin.id)
  return all
}
