import { mayAnywhere } from '../access/actor-access.ts'
import { reaches, reachOf } from '../access/reach.ts'
import { ticketPredicate } from '../access/ticket-scope.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { actingOf } from '../operation/actor.ts'
import { isFor } from '../operation/audience.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { PluginContract } from '../plugin/contract.ts'
import type { HistoryPosition, HistorySource, HistorySubject, PluginHistoryEntry } from '../plugin/history-source.ts'

export interface NamedSource {
  /** `<plugin>.<kind>`. */
  readonly name: string
  readonly plugin: string
  readonly source: HistorySource<PluginContract>
}

/** The sources of the installed plugins that are for this reader and this subject. */
export function sourcesFor(context: CallContext, subject: HistorySubject): NamedSource[] {
  const { plugins } = context.unit.runtime.composition
  return plugins
    .flatMap(({ id, history = {} }) => Object.entries(history).map(([kind, source]) => ({ name: `${id}.${kind}`, plugin: id, source })))
    .filter(({ source }) => isForReader(context, source, subject))
}

function isForReader(
  { unit, actor }: CallContext,
  { audience, permission }: HistorySource<PluginContract>,
  subject: HistorySubject,
): boolean {
  if (!actor.isSystem && !isFor(audience, actingOf(actor))) return false
  const bit = unit.runtime.composition.permissions.bit(permission)
  if (subject.kind === 'person' && subject.id === actor.personId) return mayAnywhere(actor, bit)
  const reach = reachOf(actor, bit)
  if (subject.kind === 'company') return reaches(reach, subject.id)
  // Of somebody else: whoever sees them by the companies that the permission reaches, or all of them.
  return reach === 'everything' || reach.length > 0
}

interface Asked {
  readonly subject: HistorySubject
  readonly before: HistoryPosition | null
  readonly limit: number
}

/** The next entries of a source. Those of tickets that the reader may not see are left out, and the ones after them come instead. */
export async function entriesOf(context: CallContext, named: NamedSource, asked: Asked): Promise<readonly PluginHistoryEntry[]> {
  const entries: PluginHistoryEntry[] = []
  let { before } = asked
  for (;;) {
    const found = await load(context, named, { ...asked, before })
    const seen = await seenTickets(context, found)
    entries.push(...found.filter(({ ticketId }) => ticketId === undefined || seen.has(ticketId)))
    const last = found.at(-1)
    if (!last || found.length < asked.limit || entries.length >= asked.limit) return entries.slice(0, asked.limit)
    before = { at: last.at, id: last.id }
  }
}

/** What a source has, checked: by its order pages are cut. Throws `history.bad_source`. */
async function load(context: CallContext, { name, plugin, source }: NamedSource, asked: Asked): Promise<readonly PluginHistoryEntry[]> {
  const { unit, actor } = context
  const bad = (reason: string, cause?: unknown) =>
    coreError('history.bad_source', { source: name, reason }, cause === undefined ? {} : { cause })
  const entries = await loaded()
  if (!Array.isArray(entries) || entries.length > asked.limit) throw bad("it gives a list of at most 'limit' entries")
  let { before } = asked
  for (const { id, at } of entries) {
    if (typeof id !== 'string' || typeof at !== 'string' || Number.isNaN(Date.parse(at))) throw bad('an entry has no id or no instant')
    if (before && !(at < before.at || (at === before.at && id < before.id)))
      throw bad("its entries must fall by time, and then by id, from 'before' on")
    before = { at, id }
  }
  return entries
  async function loaded() {
    try {
      return await source.load(unit.workFor({ actor, owner: plugin, permission: source.permission }) as never, asked)
    } catch (error) {
      throw isDeskError(error) ? error : bad('it failed', error)
    }
  }
}

async function seenTickets({ unit, actor }: CallContext, entries: readonly PluginHistoryEntry[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(entries.flatMap(({ ticketId }) => ticketId ?? []))]
  if (!ids.length) return new Set()
  const rows = await unit.db
    .selectFrom('ticket')
    .select('id')
    .where('id', 'in', ids)
    .where(ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read')))
    .execute()
  return new Set(rows.map(({ id }) => id))
}
