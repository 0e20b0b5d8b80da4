import type { IndexedDocument } from '../operation/index-mark.ts'
import type { CoreDb } from '../operation/runtime.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { insertPosting, removePosting } from './postings.ts'
import { blockTokens, companyToken, kindToken, personToken, textSpaces, textTokens } from './token.ts'

/** What there is to find of a person or company, from their rows; undefined: they are gone. */
export interface DocumentContents {
  readonly createdAt: string
  readonly tokens: readonly string[]
}

/** Found by name and address; seen by themselves and by whom a company's contacts are shown to. */
export async function personContents(db: CoreDb, id: string): Promise<DocumentContents | undefined> {
  const row = await db.selectFrom('person').select(['name', 'email', 'created_at']).where('id', '=', id).executeTakeFirst()
  const companies = await db.selectFrom('membership').select('company_id').where('person_id', '=', id).execute()
  return (
    row && {
      createdAt: row.created_at,
      tokens: [
        personToken(id),
        ...companies.map(({ company_id }) => companyToken(company_id)),
        ...textTokens(textSpaces.title, row.name),
        ...textTokens(textSpaces.public, row.email ?? ''),
      ],
    }
  )
}

export async function companyContents(db: CoreDb, id: string): Promise<DocumentContents | undefined> {
  const row = await db.selectFrom('company').select(['name', 'created_at']).where('id', '=', id).executeTakeFirst()
  return row && { createdAt: row.created_at, tokens: [companyToken(id), ...textTokens(textSpaces.title, row.name)] }
}

export const indexPerson = async (unit: UnitOfWork, id: string): Promise<void> =>
  replace(unit, 'person', id, await personContents(unit.db, id))
export const indexCompany = async (unit: UnitOfWork, id: string): Promise<void> =>
  replace(unit, 'company', id, await companyContents(unit.db, id))

/** What a plugin puts there; null takes it out. */
export async function indexDocument(unit: UnitOfWork, kind: string, id: string, document: IndexedDocument | null): Promise<void> {
  await replace(unit, kind, id, document ? { createdAt: unit.now, tokens: documentTokens(document) } : undefined, document)
}

export const documentTokens = ({ title, text, internalText, scope }: IndexedDocument): string[] => [
  ...scope,
  ...textTokens(textSpaces.title, title),
  ...textTokens(textSpaces.public, text),
  ...textTokens(textSpaces.internal, internalText),
]

/** Tokens that every document has besides its own. */
export const commonTokens = (unit: Pick<UnitOfWork, 'tx'>, kind: string, position: number): string[] => [
  kindToken(kind),
  ...blockTokens(unit.tx.kind, position),
]

/** All tokens of a document stand in its head, so that they can be taken out without its former text. */
async function replace(
  unit: UnitOfWork,
  kind: string,
  refId: string,
  contents: DocumentContents | undefined,
  texts?: IndexedDocument | null,
): Promise<void> {
  const { db } = unit
  const columns = texts
    ? { title: texts.title, public_text: texts.text, internal_text: texts.internalText, scope: texts.scope.join(' ') }
    : {}
  const known = await db
    .selectFrom('search_document')
    .select('position')
    .where('kind', '=', kind)
    .where('ref_id', '=', refId)
    .forUpdate()
    .executeTakeFirst()
  if (known) await removePosting(unit, -known.position)
  if (!contents) {
    if (known) await db.deleteFrom('search_document').where('position', '=', known.position).execute()
    return
  }
  if (known && texts) await db.updateTable('search_document').set(columns).where('position', '=', known.position).execute()
  const position =
    known?.position ??
    (
      await db
        .insertInto('search_document')
        .values({ kind, ref_id: refId, created_at: contents.createdAt, ...columns })
        .returning('position')
        .executeTakeFirstOrThrow()
    ).position
  const head = new Set([...commonTokens(unit, kind, position), ...contents.tokens])
  insertPosting(unit, -position, [...head], new Set())
}
