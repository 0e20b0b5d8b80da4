import type { IndexedDocument } from '../operation/index-mark.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { insertPosting, removePosting, storedHead } from './postings.ts'
import { blockTokens, companyToken, kindToken, personToken, textSpaces, textTokens } from './token.ts'

/** Found by name and address; seen by themselves and by whom a company's contacts are shown to. */
export async function indexPerson(unit: UnitOfWork, id: string): Promise<void> {
  const row = await unit.db.selectFrom('person').select(['name', 'email', 'created_at']).where('id', '=', id).executeTakeFirst()
  const companies = await unit.db.selectFrom('membership').select('company_id').where('person_id', '=', id).execute()
  await replace(unit, 'person', id, row?.created_at, () =>
    row
      ? [
          personToken(id),
          ...companies.map(({ company_id }) => companyToken(company_id)),
          ...textTokens(textSpaces.title, row.name),
          ...textTokens(textSpaces.public, row.email ?? ''),
        ]
      : [],
  )
}

export async function indexCompany(unit: UnitOfWork, id: string): Promise<void> {
  const row = await unit.db.selectFrom('company').select(['name', 'created_at']).where('id', '=', id).executeTakeFirst()
  await replace(unit, 'company', id, row?.created_at, () => (row ? [companyToken(id), ...textTokens(textSpaces.title, row.name)] : []))
}

/** What a plugin puts there; null takes it out. */
export async function indexDocument(unit: UnitOfWork, kind: string, id: string, document: IndexedDocument | null): Promise<void> {
  const tokens = () => (document ? documentTokens(document) : [])
  await replace(unit, kind, id, document ? unit.now : undefined, tokens, document)
}

const documentTokens = ({ title, text, internalText, scope }: IndexedDocument): string[] => [
  ...scope,
  ...textTokens(textSpaces.title, title),
  ...textTokens(textSpaces.public, text),
  ...textTokens(textSpaces.internal, internalText),
]

/** All tokens of a document stand in its head, so that they can be taken out without its former text. `createdAt` undefined: it is gone. */
async function replace(
  unit: UnitOfWork,
  kind: string,
  refId: string,
  createdAt: string | undefined,
  tokens: () => readonly string[],
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
  if (known) {
    const head = await storedHead(unit, -known.position)
    if (head) removePosting(unit, -known.position, head)
  }
  if (createdAt === undefined) {
    if (known) await db.deleteFrom('search_document').where('position', '=', known.position).execute()
    return
  }
  if (known && texts) await db.updateTable('search_document').set(columns).where('position', '=', known.position).execute()
  const position =
    known?.position ??
    (
      await db
        .insertInto('search_document')
        .values({ kind, ref_id: refId, created_at: createdAt, ...columns })
        .returning('position')
        .executeTakeFirstOrThrow()
    ).position
  const head = new Set([kindToken(kind), ...blockTokens(unit.tx.kind, position), ...tokens()])
  insertPosting(unit, -position, [...head], new Set())
}
