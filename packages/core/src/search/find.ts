import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { stillSeen } from '../ticket/named-rows.ts'
import type { CursorKey } from '../value/cursor.ts'
import { type SearchContract, SearchInput, type SearchItem, SearchPage } from './contract.ts'
import { documentSource } from './document-source.ts'
import { isEmpty, parseQuestion } from './question.ts'
import { BEGINNING, type Place, rankedHits } from './ranked.ts'
import { resolveFilters } from './resolve-filters.ts'
import type { Asked, FoundItem, Source } from './source.ts'
import { ticketSource } from './ticket-source.ts'

const { query } = forContract<SearchContract>()

export const find = query({
  route: 'GET /search',
  summary: 'Finds tickets, people, companies and plugins’ documents that the caller may see.',
  permission: 'anyone',
  audience: 'both',
  input: SearchInput,
  output: SearchPage,
  async run(work, input) {
    const context = contextOf(work)
    const page = new Page(context, 'search.find', input)
    const question = parseQuestion(input.query, context.actor.capacity.acting)
    const kinds = kindsOf(context, input.kind)
    if (isEmpty(question)) return { items: [], nextCursor: null, notes: [] }
    const filters = await resolveFilters(context, question.filters)
    const forms = new Set(question.wanted.flatMap((wanted) => wanted.forms))
    const asked: Asked = { context, question, filters, forms }
    const sources = kinds.map((kind) => (kind === 'ticket' ? ticketSource(asked) : documentSource(asked, kind)))
    const { items, next } = await merged(context, sources, placesOf(page.after, sources.length), page.limit)
    return { items: await withoutLost(context, items), nextCursor: next ? page.cursorAt(keyOf(next)) : null, notes: [...filters.notes] }
  },
})

/** Without tickets that have left the caller's scope while they were being read. */
async function withoutLost(context: CallContext, items: SearchItem[]): Promise<SearchItem[]> {
  const tickets = items.flatMap(({ kind, id }) => (kind === 'ticket' ? [id] : []))
  const seen = await stillSeen(context, tickets)
  return items.filter(({ kind, id }) => kind !== 'ticket' || seen.has(id))
}

/** Throws `search.kind_unknown`. */
function kindsOf({ unit }: CallContext, kind: string | undefined): readonly string[] {
  const known = ['ticket', 'person', 'company', ...unit.runtime.composition.documentKinds.keys()]
  if (kind === undefined) return known
  if (!known.includes(kind)) throw coreError('search.kind_unknown', { kind, known: known.join(', ') })
  return [kind]
}

/** `null`: this kind has come to its end. */
type Places = readonly (Place | null)[]
const PARTS = 4

const keyOf = (places: Places): CursorKey =>
  places.flatMap((place) => (place ? [place.high, place.low, place.tier, place.position] : [0, 0, 0, 0]))

function placesOf(key: CursorKey | undefined, count: number): Places {
  if (!key) return Array.from({ length: count }, () => BEGINNING)
  // Plugins have come or gone since the page before.
  if (key.length !== count * PARTS) throw coreError('input.cursor_invalid')
  return Array.from({ length: count }, (_, index) => {
    const [high = 0, low = 0, tier = 0, position = 0] = key.slice(index * PARTS, (index + 1) * PARTS).map(Number)
    return high > 0 ? { high, low, tier, position } : null
  })
}

interface Queue {
  readonly items: FoundItem[]
  readonly rest: Place | null
  readonly start: Place | null
}

/** The kinds side by side: what fits by its title first, then the newest, until the page is full. */
async function merged(
  { unit }: CallContext,
  sources: readonly (Source | undefined)[],
  places: Places,
  limit: number,
): Promise<{ items: SearchItem[]; next: Places | undefined }> {
  const queues: Queue[] = []
  for (const [index, source] of sources.entries()) {
    const start = places[index] ?? null
    if (!source || !start) {
      queues.push({ items: [], rest: null, start: null })
      continue
    }
    const { hits, rest } = await rankedHits(unit, source.ranking, start, limit + 1)
    // A row that is gone meanwhile leaves a gap, and is no end.
    const isFull = hits.length > limit
    queues.push({ items: await source.items(hits), rest: rest ?? (isFull ? (hits.at(-1)?.place ?? null) : null), start })
  }
  const taken = queues.map(() => 0)
  const items: SearchItem[] = []
  while (items.length < limit) {
    const best = newest(queues, taken)
    const item = best === undefined ? undefined : queues[best]?.items[taken[best] ?? 0]
    if (best === undefined || !item) break
    taken[best] = (taken[best] ?? 0) + 1
    items.push(await item.view())
  }
  const next = queues.map(({ items: found, rest, start }, index) => {
    const count = taken[index] ?? 0
    const last = found[count - 1]
    if (count < found.length) return last ? last.hit.place : start
    return rest
  })
  return { items, next: next.some(Boolean) ? next : undefined }
}

function newest(queues: readonly Queue[], taken: readonly number[]): number | undefined {
  let best: { readonly index: number; readonly item: FoundItem } | undefined
  for (const [index, { items }] of queues.entries()) {
    const item = items[taken[index] ?? 0]
    if (
      item &&
      (!best || item.hit.tier > best.item.hit.tier || (item.hit.tier === best.item.hit.tier && item.createdAt > best.item.createdAt))
    )
      best = { index, item }
  }
  return best?.index
}
