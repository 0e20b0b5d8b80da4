import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { companiesPredicate, peoplePredicate } from '../access/reach.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { Excerpt, SearchItem } from './contract.ts'
import { excerptOf, matchesIn } from './excerpt.ts'
import { needsReading, readsRight } from './question.ts'
import type { Hit } from './ranked.ts'
import { acquaintances, readerTokens } from './scope.ts'
import { type Asked, excludedGroups, type FoundItem, type Source, spacesFor, wordGroups } from './source.ts'
import { kindToken } from './token.ts'

interface DocumentTexts {
  readonly position: number
  readonly id: string
  readonly createdAt: string
  readonly title: string
  readonly text: string
  readonly internalText: string
}

/** People, companies, or a kind of plugins' documents. Undefined: the actor may see none of them, or asks by filters that only tickets have. */
export function documentSource(asked: Asked, kind: string): Source | undefined {
  const { context, question } = asked
  if (question.filters.length || !question.wanted.length) return undefined
  const scope = scopeOf(context, kind)
  if (!scope) return undefined
  const spaces = spacesFor(context.actor.capacity.acting)
  return {
    kind,
    ranking: {
      what: {
        half: 'document',
        groups: [...wordGroups(question, spaces), { any: [kindToken(kind)] }, ...scope.tokens],
        excluded: excludedGroups(question, spaces),
        rows: scope.rows,
      },
      titles: wordGroups(question, ['s']),
      numbers: new Set(),
      read: needsReading(question) ? (positions) => readDocuments(asked, kind, positions) : undefined,
    },
    items: (hits) => itemsOf(asked, kind, hits),
  }
}

interface DocumentScope {
  readonly tokens: readonly { readonly any: readonly string[] }[]
  readonly rows: RawBuilder<SqlBool> | undefined
}

function scopeOf({ unit, actor }: CallContext, kind: string): DocumentScope | undefined {
  const { permissions, documentKinds } = unit.runtime.composition
  if (kind === 'person' || kind === 'company') {
    const bit = permissions.bit(`${kind}.read`)
    if (!actor.branches.some((branch) => branch.permissions.hasBit(bit))) return undefined
    const any = acquaintances(actor, kind, bit)
    return (
      any && {
        tokens: [{ any }],
        rows:
          kind === 'person'
            ? knownPeople(actor.capacity.acting, peoplePredicate(actor, bit))
            : knownCompanies(companiesPredicate(actor, bit)),
      }
    )
  }
  const permission = documentKinds.get(kind)?.permission
  const any = readerTokens(actor, permission === undefined ? undefined : permissions.bit(permission))
  return any.length ? { tokens: [{ any }], rows: undefined } : undefined
}

const refId = sql.ref('search_document.ref_id')
const textOf = (column: string) => sql`cast(${sql.ref(column)} as text)`

/** Customers look for somebody to ask: who has left is no answer. */
const knownPeople = (acting: 'staff' | 'customer', known: RawBuilder<SqlBool>): RawBuilder<SqlBool> =>
  sql`exists (select 1 from ${sql.table('person')} where ${textOf('person.id')} = ${refId} and ${known}
    ${acting === 'customer' ? sql`and ${sql.ref('person.is_active')} = ${sql.lit(true)}` : sql``})`
const knownCompanies = (known: RawBuilder<SqlBool>): RawBuilder<SqlBool> =>
  sql`exists (select 1 from ${sql.table('company')} where ${textOf('company.id')} = ${refId} and ${known})`

async function textsOf({ unit, actor }: CallContext, kind: string, positions: readonly number[]): Promise<Map<number, DocumentTexts>> {
  if (!positions.length) return new Map()
  const rows = await unit.db
    .selectFrom('search_document')
    .selectAll()
    .where('position', 'in', [...positions])
    .where('kind', '=', kind)
    .execute()
  const names = await namesOf(
    { unit },
    kind,
    rows.map(({ ref_id }) => ref_id),
  )
  const isStaff = actor.capacity.acting === 'staff'
  return new Map(
    rows.map((row) => {
      const named = names.get(row.ref_id)
      const texts = {
        position: row.position,
        id: row.ref_id,
        createdAt: row.created_at,
        title: named?.title ?? row.title ?? '',
        text: named?.text ?? row.public_text ?? '',
        internalText: isStaff ? (row.internal_text ?? '') : '',
      }
      return [row.position, texts]
    }),
  )
}

async function namesOf(
  { unit }: Pick<CallContext, 'unit'>,
  kind: string,
  ids: readonly string[],
): Promise<Map<string, { title: string; text: string }>> {
  if (!ids.length) return new Map()
  if (kind === 'person') {
    const rows = await unit.db
      .selectFrom('person')
      .select(['id', 'name', 'email'])
      .where('id', 'in', [...ids])
      .execute()
    return new Map(rows.map(({ id, name, email }) => [id, { title: name, text: email ?? '' }]))
  }
  if (kind !== 'company') return new Map()
  const rows = await unit.db
    .selectFrom('company')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, { title: name, text: '' }]))
}

async function readDocuments({ context, question }: Asked, kind: string, positions: readonly number[]): Promise<ReadonlySet<number>> {
  const texts = await textsOf(context, kind, positions)
  return new Set(
    positions.filter((position) => {
      const found = texts.get(position)
      return found && readsRight(question, [found.title, found.text, found.internalText])
    }),
  )
}

async function itemsOf({ context, forms }: Asked, kind: string, hits: readonly Hit[]): Promise<FoundItem[]> {
  const texts = await textsOf(
    context,
    kind,
    hits.map(({ position }) => position),
  )
  return hits.flatMap((hit) => {
    const found = texts.get(hit.position)
    return found ? { hit, createdAt: found.createdAt, view: async () => viewItem(kind, found, forms) } : []
  })
}

function viewItem(kind: string, { id, title, text, internalText, createdAt }: DocumentTexts, forms: ReadonlySet<string>): SearchItem {
  return {
    kind,
    id,
    title,
    titleMatches: matchesIn(title, forms),
    excerpt: excerpt(text, false, forms) ?? excerpt(internalText, true, forms),
    createdAt,
  }
}

function excerpt(text: string, isInternal: boolean, forms: ReadonlySet<string>): Excerpt | null {
  const found = excerptOf(text, forms)
  return found ? { text: found.text, matches: found.matches, messageId: null, isInternal } : null
}
