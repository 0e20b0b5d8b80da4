import type { KbReader, KbWriter } from '../kit.ts'
import type { Audience, AudienceKind } from './audience.ts'

export interface Audiences {
  readonly own: Audience
  readonly effective: Audience
}
interface Row {
  readonly id: string
  readonly audience: AudienceKind
  readonly effective_audience: AudienceKind
}
type Owner = 'category' | 'article'
type Layer = 'own' | 'effective'

/** What rows of categories or articles say of their readers, by id. */
export async function audiencesOf(db: KbReader, owner: Owner, rows: readonly Row[]): Promise<ReadonlyMap<string, Audiences>> {
  const ids = rows.map(({ id }) => id)
  const places = ids.length ? await placesOf(db, owner, ids) : []
  // Only where there are teams can there be several lists of them.
  const withTeams = rows.filter((row) => row.audience === 'teams' || row.effective_audience === 'teams').map(({ id }) => id)
  const furthers = withTeams.length ? await furtherOf(db, owner, withTeams) : []
  const audience = (id: string, layer: Layer, kind: AudienceKind): Audience => {
    const lists = new Map<number, string[]>()
    for (const row of furthers)
      if (row.owner_id === id && row.layer === layer) lists.set(row.list_position, [...(lists.get(row.list_position) ?? []), row.place_id])
    const named = places.flatMap((place) => (place.owner_id === id && place.layer === layer ? [place.place_id] : []))
    return { kind, places: named, ...(lists.size ? { further: [...lists.values()] } : {}) }
  }
  return new Map(
    rows.map((row) => [
      row.id,
      { own: audience(row.id, 'own', row.audience), effective: audience(row.id, 'effective', row.effective_audience) },
    ]),
  )
}

const placesOf = (db: KbReader, owner: Owner, ids: readonly string[]) =>
  owner === 'category'
    ? db
        .selectFrom('kb_category_place')
        .select(['category_id as owner_id', 'layer', 'place_id'])
        .where('category_id', 'in', ids)
        .orderBy('place_id')
        .execute()
    : db
        .selectFrom('kb_article_place')
        .select(['article_id as owner_id', 'layer', 'place_id'])
        .where('article_id', 'in', ids)
        .orderBy('place_id')
        .execute()

const furtherOf = (db: KbReader, owner: Owner, ids: readonly string[]) =>
  owner === 'category'
    ? db
        .selectFrom('kb_category_further')
        .select(['category_id as owner_id', 'layer', 'list_position', 'place_id'])
        .where('category_id', 'in', ids)
        .orderBy('list_position')
        .orderBy('place_id')
        .execute()
    : db
        .selectFrom('kb_article_further')
        .select(['article_id as owner_id', 'layer', 'list_position', 'place_id'])
        .where('article_id', 'in', ids)
        .orderBy('list_position')
        .orderBy('place_id')
        .execute()

export async function writePlaces(db: KbWriter, owner: Owner, id: string, audiences: Audiences): Promise<void> {
  const layers = ['own', 'effective'] as const
  const rows = layers.flatMap((layer) => audiences[layer].places.map((place_id) => ({ layer, place_id })))
  const furthers = layers.flatMap((layer) =>
    (audiences[layer].further ?? []).flatMap((list, list_position) => list.map((place_id) => ({ layer, list_position, place_id }))),
  )
  if (owner === 'category') {
    await db.deleteFrom('kb_category_place').where('category_id', '=', id).execute()
    await db.deleteFrom('kb_category_further').where('category_id', '=', id).execute()
    const own = { category_id: id }
    if (rows.length)
      await db
        .insertInto('kb_category_place')
        .values(rows.map((row) => ({ ...own, ...row })))
        .execute()
    if (furthers.length)
      await db
        .insertInto('kb_category_further')
        .values(furthers.map((row) => ({ ...own, ...row })))
        .execute()
  } else {
    await db.deleteFrom('kb_article_place').where('article_id', '=', id).execute()
    await db.deleteFrom('kb_article_further').where('article_id', '=', id).execute()
    const own = { article_id: id }
    if (rows.length)
      await db
        .insertInto('kb_article_place')
        .values(rows.map((row) => ({ ...own, ...row })))
        .execute()
    if (furthers.length)
      await db
        .insertInto('kb_article_further')
        .values(furthers.map((row) => ({ ...own, ...row })))
        .execute()
  }
}
