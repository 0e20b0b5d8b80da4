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

/** What rows of categories or articles say of their readers, by id. */
export async function audiencesOf(db: KbReader, owner: Owner, rows: readonly Row[]): Promise<ReadonlyMap<string, Audiences>> {
  const ids = rows.map(({ id }) => id)
  const places = ids.length ? await placesOf(db, owner, ids) : []
  const named = (id: string, layer: 'own' | 'effective') =>
    places.flatMap((place) => (place.owner_id === id && place.layer === layer ? [place.place_id] : []))
  return new Map(
    rows.map(({ id, audience, effective_audience }) => [
      id,
      {
        own: { kind: audience, places: named(id, 'own') },
        effective: { kind: effective_audience, places: named(id, 'effective') },
      },
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

export async function writePlaces(db: KbWriter, owner: Owner, id: string, { own, effective }: Audiences): Promise<void> {
  const rows = (['own', 'effective'] as const).flatMap((layer) =>
    (layer === 'own' ? own : effective).places.map((place_id) => ({ layer, place_id })),
  )
  if (owner === 'category') {
    await db.deleteFrom('kb_category_place').where('category_id', '=', id).execute()
    if (rows.length)
      await db
        .insertInto('kb_category_place')
        .values(rows.map((row) => ({ category_id: id, ...row })))
        .execute()
  } else {
    await db.deleteFrom('kb_article_place').where('article_id', '=', id).execute()
    if (rows.length)
      await db
        .insertInto('kb_article_place')
        .values(rows.map((row) => ({ article_id: id, ...row })))
        .execute()
  }
}
