import { createDesk, type InstalledPlugin, isDeskError } from '@deskwright/core'
import type { Check } from '../check.ts'
import { type Finding, finding, reasonOf, sentenceList } from '../finding.ts'
import type { Subject } from '../subject.ts'

const quiet = { error: () => {}, warn: () => {}, info: () => {} }

/** A desk is created of nothing but what is required: what is only used may be missing. */
function compose(subject: Subject): Finding[] {
  const { id, requires = {} } = subject.plugin
  const all = subject.others()
  const required = requiredOf(all, Object.keys(requires))
  const findings: Finding[] = []
  const lists = all.length === required.length ? [all] : [all, required]
  for (const others of lists) {
    const with_ = others.length ? `with ${sentenceList(others.map((one) => one.id))}` : 'alone'
    try {
      void createDesk({ database: 'sqlite::memory:', plugins: [...others, subject.make()], log: quiet, worker: false } as never)
    } catch (error) {
      const { details } = isDeskError(error) ? error : {}
      const faults = (details as { faults?: readonly { message: string }[] } | undefined)?.faults
      findings.push(
        finding(
          'composition',
          `A desk ${with_} and '${id}' cannot be created: ${faults?.map(({ message }) => message).join(' ') ?? reasonOf(error)}`,
        ),
      )
    }
  }
  return findings
}

function requiredOf(others: ReturnType<Subject['others']>, ids: readonly string[]): typeof others {
  const needed = new Set<string>()
  const add = (id: string): void => {
    if (needed.has(id)) return
    needed.add(id)
    const found: unknown = others.find((one) => one.id === id)
    for (const next of Object.keys((found as InstalledPlugin | undefined)?.requires ?? {})) add(next)
  }
  for (const id of ids) add(id)
  return others.filter((one) => needed.has(one.id))
}

const composes: Check = {
  id: 'composes',
  title: 'makes a desk with what it requires, and with all that it is tested with',
  isStatic: true,
  run: compose,
}

const isMadeAnew: Check = {
  id: 'made_anew',
  title: 'is made anew for each desk, so that two desks share nothing',
  isStatic: true,
  run(subject) {
    const { id } = subject
    const sameObject = finding(
      'shared_plugin',
      `Two calls of the factory of '${id}' give the same object. Make the plugin in the factory (definePlugin does), not once in the module.`,
    )
    const [one, other] = [subject.make(), subject.make()]
    return one === other ? [sameObject] : []
  },
}

/** Names begin with the plugin's id: it is how permissions, events, roles and tables of two plugins never meet. */
const isNamedWell: Check = {
  id: 'names',
  title: 'names everything after itself, and says in words what it is',
  isStatic: true,
  run({ plugin }) {
    const { id, permissions = {}, events = {}, roles = {}, pages = [], version } = plugin
    const findings: Finding[] = []
    const owned = { permission: Object.keys(permissions), event: Object.keys(events), role: Object.keys(roles) }
    for (const [kind, names] of Object.entries(owned))
      for (const name of names)
        if (!new RegExp(`^${id}\\.[a-z][a-z0-9]*(?:_[a-z0-9]+)*$`).test(name))
          findings.push(finding(`name ${name}`, `The ${kind} '${name}' is not named after '${id}'. Call it '${id}.…' in snake_case.`))
    const titled = [
      ...Object.entries(permissions).map(([name, { title }]) => ['permission', name, title] as const),
      ...Object.entries(events).map(([name, { title }]) => ['event', name, title] as const),
      ...Object.entries(roles).map(([name, { title }]) => ['role', name, title] as const),
      ...pages.map(({ path, title }) => ['page', path, title] as const),
    ]
    for (const [kind, name, title] of titled) {
      const words = typeof title === 'string' ? title : title?.en
      if (typeof words !== 'string' || !/\p{L}/u.test(words) || words === name)
        findings.push(finding(`title ${name}`, `The ${kind} '${name}' has no title that people can read. Say in a few words what it is.`))
    }
    if (!/^\d+\.\d+\.\d+(?:[-+].+)?$/.test(version))
      findings.push(
        finding('version', `The version '${version}' of '${id}' is none. Write it as 1.2.3: it is how a host tells what it has installed.`),
      )
    return findings
  },
}

/** Whoever gives roles sees every permission there is: one that opens nothing misleads them. */
const usesItsPermissions: Check = {
  id: 'permissions_used',
  title: 'asks for every permission that it declares',
  isStatic: true,
  run({ plugin }) {
    const { id, permissions = {}, operations = {}, ticketTypes = [], extendTicketTypes = [] } = plugin
    const commands = [...ticketTypes, ...extendTicketTypes].flatMap(({ commands: list = {} }) => Object.values(list))
    const used = new Set([...Object.values(operations), ...commands].map(({ permission }) => permission))
    return Object.keys(permissions)
      .filter((permission) => !used.has(permission))
      .map((permission) =>
        finding(
          `unused_permission ${permission}`,
          `No operation and no command of '${id}' asks for '${permission}'. Remove it; or, if code asks for it by work.ticket(id, '${permission}'), say so in exceptions.`,
        ),
      )
  },
}

/** Of a plugin with permissions, somebody must be able to use them without making a role by hand first. */
export const staticChecks: readonly Check[] = [composes, isMadeAnew, isNamedWell, usesItsPermissions]
