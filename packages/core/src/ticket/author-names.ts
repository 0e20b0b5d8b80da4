import type { CallContext } from '../operation/unit-of-work.ts'

interface Author {
  readonly kind: 'person' | 'plugin' | 'system'
  readonly id: string
}

/** Names of people by id, in one query; programs are called what they are. */
export async function authorNames({ unit }: CallContext, authors: readonly Author[]): Promise<(author: Author) => string> {
  const ids = [...new Set(authors.flatMap((author) => (author.kind === 'person' && author.id !== 'anonymous' ? [author.id] : [])))]
  const rows = ids.length ? await unit.db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute() : []
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return (author) => (author.kind === 'person' ? (names.get(author.id) ?? '') : author.id)
}
