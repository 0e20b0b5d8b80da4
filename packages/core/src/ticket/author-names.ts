import type { CallContext } from '../operation/unit-of-work.ts'

interface Author {
  readonly kind: 'person' | 'plugin' | 'system'
  readonly id: string
}
export interface NamedAuthor extends Author {
  readonly name: string
}

/**
 * Who did or wrote something, with the names of people in one query. Programs are called what they are; what was said to `desk.system` is a
 * reason for the history of the house, and customers don't read it.
 */
export async function namedAuthors({ unit, actor }: CallContext, authors: readonly Author[]): Promise<(author: Author) => NamedAuthor> {
  const ids = [...new Set(authors.flatMap((author) => (author.kind === 'person' && author.id !== 'anonymous' ? [author.id] : [])))]
  const rows = ids.length ? await unit.db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute() : []
  const names = new Map(rows.map((row) => [row.id, row.name]))
  const hidesReasons = actor.capacity.acting === 'customer'
  return ({ kind, id }) => {
    if (kind === 'person') return { kind, id, name: names.get(id) ?? '' }
    const shown = kind === 'system' && hidesReasons ? kind : id
    return { kind, id: shown, name: shown }
  }
}
