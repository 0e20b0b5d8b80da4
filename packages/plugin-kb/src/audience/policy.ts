import type { Actor, CallerFacts } from '@deskwright/core'
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { KbTables } from '../tables.ts'
import { type Audience, type AudienceKind, audienceKinds, listsOf } from './audience.ts'

/** Who reads. */
export interface Reader {
  readonly acting: 'staff' | 'customer'
  /** False: nobody knows who it is. */
  readonly isKnown: boolean
  readonly companyId: string | null
  readonly teams: 'all' | readonly string[]
}

export const readerOf = ({ actor, caller }: { readonly actor: Actor; readonly caller: CallerFacts }): Reader => ({
  acting: actor.capacity.acting,
  isKnown: actor.kind !== 'person' || caller.personId !== null,
  companyId: caller.companyId,
  teams: caller.teams,
})

interface Admission {
  /** Let in whoever is named or not. */
  readonly kinds: readonly AudienceKind[]
  /** Let in where one of these is named. */
  readonly among: { readonly kind: AudienceKind; readonly places: readonly string[] } | null
}

/** The one policy of the knowledge base, said once for the rule and for the query. */
function admissionOf({ acting, isKnown, companyId, teams }: Reader): Admission {
  if (!isKnown) return { kinds: ['public'], among: null }
  if (acting === 'customer')
    return { kinds: ['public', 'contacts'], among: companyId === null ? null : { kind: 'companies', places: [companyId] } }
  if (teams === 'all') return { kinds: audienceKinds, among: null }
  return { kinds: ['public', 'contacts', 'companies', 'staff'], among: teams.length ? { kind: 'teams', places: teams } : null }
}

/** Whether the audience (the effective one) lets the reader in. */
export function mayRead(reader: Reader, audience: Audience): boolean {
  const { kinds, among } = admissionOf(reader)
  if (kinds.includes(audience.kind)) return true
  return among?.kind === audience.kind && listsOf(audience).every((list) => among.places.some((place) => list.includes(place)))
}

/**
 * The same as a predicate over `kb_article`, for every query that gives anything of articles: read, list, search, suggestion, file, feed.
 *
 * ```ts
 * work.db.selectFrom('kb_article').where(readableArticles(readerOf(work)))
 * ```
 */
export const readableArticles =
  (reader: Reader) =>
  (eb: ExpressionBuilder<KbTables, 'kb_article'>): Expression<SqlBool> => {
    const { kinds, among } = admissionOf(reader)
    const byKind = eb('kb_article.effective_audience', 'in', kinds)
    if (!among) return byKind
    const named = eb.exists(
      eb
        .selectFrom('kb_article_place')
        .select('kb_article_place.place_id')
        .whereRef('kb_article_place.article_id', '=', 'kb_article.id')
        .where('kb_article_place.layer', '=', 'effective')
        .where('kb_article_place.place_id', 'in', among.places),
    )
    if (among.kind !== 'teams') return eb.or([byKind, eb.and([eb('kb_article.effective_audience', '=', among.kind), named])])
    const unmet = eb.exists(
      eb
        .selectFrom('kb_article_further as list')
        .select('list.place_id')
        .whereRef('list.article_id', '=', 'kb_article.id')
        .where('list.layer', '=', 'effective')
        .where((inner) =>
          inner.not(
            inner.exists(
              inner
                .selectFrom('kb_article_further as own')
                .select('own.place_id')
                .whereRef('own.article_id', '=', 'list.article_id')
                .whereRef('own.layer', '=', 'list.layer')
                .whereRef('own.list_position', '=', 'list.list_position')
                .where('own.place_id', 'in', among.places),
            ),
          ),
        ),
    )
    return eb.or([byKind, eb.and([eb('kb_article.effective_audience', '=', among.kind), named, eb.not(unmet)])])
  }

/** And over `kb_category`. */
export const readableCategories =
  (reader: Reader) =>
  (eb: ExpressionBuilder<KbTables, 'kb_category'>): Expression<SqlBool> => {
    const { kinds, among } = admissionOf(reader)
    const byKind = eb('kb_category.effective_audience', 'in', kinds)
    if (!among) return byKind
    const named = eb.exists(
      eb
        .selectFrom('kb_category_place')
        .select('kb_category_place.place_id')
        .whereRef('kb_category_place.category_id', '=', 'kb_category.id')
        .where('kb_category_place.layer', '=', 'effective')
        .where('kb_category_place.place_id', 'in', among.places),
    )
    if (among.kind !== 'teams') return eb.or([byKind, eb.and([eb('kb_category.effective_audience', '=', among.kind), named])])
    const unmet = eb.exists(
      eb
        .selectFrom('kb_category_further as list')
        .select('list.place_id')
        .whereRef('list.category_id', '=', 'kb_category.id')
        .where('list.layer', '=', 'effective')
        .where((inner) =>
          inner.not(
            inner.exists(
              inner
                .selectFrom('kb_category_further as own')
                .select('own.place_id')
                .whereRef('own.category_id', '=', 'list.category_id')
                .whereRef('own.layer', '=', 'list.layer')
                .whereRef('own.list_position', '=', 'list.list_position')
                .where('own.place_id', 'in', among.places),
            ),
          ),
        ),
    )
    return eb.or([byKind, eb.and([eb('kb_category.effective_audience', '=', among.kind), named, eb.not(unmet)])])
  }
