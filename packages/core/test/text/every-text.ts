import { corePermissions } from '../../src/access/core-permissions.ts'
import { defaultRoles } from '../../src/access/default-roles.ts'
import { coreGroups } from '../../src/desk/core-groups.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { coreError } from '../../src/error/core-errors.ts'
import type { Title, Titles } from '../../src/machine/ticket-type.ts'
import { titlesOf } from '../../src/machine/titles.ts'
import { tombstones } from '../../src/machine/tombstone.ts'
import { en } from '../../src/text/core/en.ts'
import { coreCatalogues } from '../../src/text/core-catalogues.ts'
import { TextBook } from '../../src/text/text-book.ts'

/**
 * Errors that programs meet and people don't: of HTTP itself, of deliveries and jobs, of what the host has installed. They are told in
 * English; what a person can cause by what they do in a page is told in their language.
 */
const forPrograms = [
  /^(http|hook|job|delivery|live|idempotency|store|desk|plugin|text|transfer|event|operation)\./,
  /^(person\.none|ticket\.extension_unknown)$/,
  /^machine\.vanished_/,
]
const alsoForPeople = ['notification.no_letters', 'http.unexpected', 'http.not_found', 'http.body_too_large']

const book = new TextBook(coreCatalogues, { language: 'en', timeZone: 'UTC', calendars: {} })

/** Key → text by language: everything that core shows to people. */
export function everyText(desk: Pick<Desk, 'machines'>): Map<string, Titles> {
  const all = new Map<string, Titles>()
  const add = (key: string, declared: Title) => all.set(key, book.titles(key, declared))
  for (const [key, message] of Object.entries(en)) add(key, message)
  for (const { events } of coreGroups) for (const [name, { title }] of Object.entries(events)) add(`event:${name}`, title)
  for (const [name, title] of Object.entries(corePermissions)) add(`permission:${name}`, title)
  for (const [id, { title }] of Object.entries(defaultRoles)) add(`role:${id}`, title)
  for (const [code, [status, message]] of Object.entries(coreError.table))
    if (alsoForPeople.includes(code) || (status < 500 && !forPrograms.some((pattern) => pattern.test(code)))) add(`error:${code}`, message)
  for (const catalogue of coreCatalogues)
    for (const key of Object.keys(catalogue.he ?? {})) if (key.startsWith('fault:')) add(key, 'is wrong')
  for (const [name, { title }] of Object.entries(tombstones)) all.set(`tombstone:${name}`, title)
  for (const machine of desk.machines) {
    const of = (kind: string, name: string, title: Title) => all.set(`${kind}:${machine.typeId}.${name}`, titlesOf(title))
    all.set(`type:${machine.typeId}`, machine.title)
    for (const { name, title, customerTitle } of machine.statuses) {
      of('status', name, title)
      of('status', `${name}:customer`, customerTitle)
    }
    for (const { name, title, customerTitle } of machine.commands) {
      of('command', name, title)
      of('command', `${name}:customer`, customerTitle)
    }
    for (const { name, title, spec } of machine.fields) {
      of('field', name, title)
      if (spec.kind === 'choice') for (const [code, text] of Object.entries(spec.options)) of('field', `${name}.${code}`, text)
    }
    for (const [code, title] of Object.entries(machine.resolutions)) of('resolution', code, title)
    for (const [code, title] of Object.entries(machine.waitingFor)) of('waiting_for', code, title)
    const { impacts = {}, urgencies = {} } = machine.priority.matrix ?? {}
    for (const [code, title] of Object.entries(impacts)) of('impact', code, title)
    for (const [code, title] of Object.entries(urgencies)) of('urgency', code, title)
  }
  return all
}
