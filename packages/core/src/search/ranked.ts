import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { type LookUp, lookUp, type Range, WINDOW } from './look-up.ts'
import type { Group } from './scope.ts'

/** Where a list has got to: the window of the newest that it ranks, and the place in it. */
export interface Place {
  readonly high: number
  /** 0: the window is not known yet, and the list begins at `high`. */
  readonly low: number
  readonly tier: number
  readonly position: number
}
/** One thing that fits. `tier` 2: by its number, 1: by its title, 0: by its text. */
export interface Hit {
  readonly position: number
  readonly tier: number
  readonly place: Place
}
export interface Ranking {
  readonly what: LookUp
  /** The same question asked of titles alone; undefined where no words are asked for. */
  readonly titles: readonly Group[] | undefined
  readonly numbers: ReadonlySet<number>
  /** Leaves those that read right; undefined: the index has said everything. */
  readonly read: ((positions: readonly number[]) => Promise<ReadonlySet<number>>) | undefined
}

export const BEGINNING: Place = { high: 2 ** 31 - 1, low: 0, tier: 9, position: 0 }
/** How many windows of a thousand one page looks through for what reads right, before it ends short and goes on with the next. */
const MOST_WINDOWS = 3
const READ_AT_ONCE = 50

/**
 * The next hits, newest first, but within each thousand of the newest those whose title fits come before: so a word that is everywhere costs
 * what a page costs. `rest`: where to go on when the page ended before the list did.
 */
export async function rankedHits(
  unit: UnitOfWork,
  ranking: Ranking,
  after: Place,
  take: number,
): Promise<{ readonly hits: readonly Hit[]; readonly rest: Place | null }> {
  const hits: Hit[] = []
  let place: Place = after
  for (let count = 0; count < MOST_WINDOWS; count += 1) {
    const { window, range, isLast } = await windowAt(unit, ranking, place)
    const ordered = await inOrder(unit, ranking, window, range)
    const left = ordered.filter(({ tier, position }) => tier < place.tier || (tier === place.tier && position < place.position))
    for await (const hit of readingRight(ranking, left)) {
      hits.push(hit)
      if (hits.length === take) return { hits, rest: null }
    }
    if (isLast) return { hits, rest: null }
    place = { ...BEGINNING, high: range.low - 1 }
  }
  return { hits, rest: place }
}

async function windowAt(unit: UnitOfWork, { what }: Ranking, { high, low }: Place) {
  if (low > 0) return { window: await lookUp(unit, what, { low, high }, WINDOW), range: { low, high }, isLast: low === 1 }
  const found = await lookUp(unit, what, { low: 1, high }, WINDOW + 1)
  const window = found.slice(0, WINDOW)
  const range = { low: found.length > WINDOW ? (window.at(-1) ?? 1) : 1, high: window[0] ?? high }
  return { window, range, isLast: found.length <= WINDOW }
}

async function inOrder(unit: UnitOfWork, { what, titles, numbers }: Ranking, window: readonly number[], range: Range): Promise<Hit[]> {
  const isNamed =
    titles && window.length ? new Set(await lookUp(unit, { ...what, groups: [...what.groups, ...titles] }, range, WINDOW)) : undefined
  const tierOf = (position: number) => (numbers.has(position) ? 2 : isNamed?.has(position) ? 1 : 0)
  return window
    .map((position) => ({ position, tier: tierOf(position) }))
    .sort((a, b) => b.tier - a.tier || b.position - a.position)
    .map(({ position, tier }) => ({ position, tier, place: { ...range, tier, position } }))
}

async function* readingRight({ read }: Ranking, hits: readonly Hit[]): AsyncGenerator<Hit> {
  if (!read) {
    yield* hits
    return
  }
  for (let at = 0; at < hits.length; at += READ_AT_ONCE) {
    const batch = hits.slice(at, at + READ_AT_ONCE)
    const right = await read(batch.map(({ position }) => position))
    yield* batch.filter(({ position }) => right.has(position))
  }
}
