import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { addOnPostgres, changeOnPostgres, insertOnPostgres, removeOnPostgres } from './postgres-postings.ts'
import { addOnSqlite, changeOnSqlite, insertOnSqlite, removeOnSqlite } from './sqlite-postings.ts'

/** What is new about a ticket: everything that is no message, and words that came or went with messages. */
export interface PostingChange {
  readonly head: readonly string[]
  readonly written: ReadonlySet<string>
  /** Words that stand nowhere any more. */
  readonly gone: readonly string[]
}

/** Puts something into the index that is not there. `tokens` come besides `head`. */
export const insertPosting = (unit: UnitOfWork, position: number, head: readonly string[], tokens: ReadonlySet<string>): void =>
  unit.tx.kind === 'postgres' ? insertOnPostgres(unit, position, [...head, ...tokens]) : insertOnSqlite(unit, position, head, tokens)

/** Adds words of messages to what is there. */
export function addPosting(unit: UnitOfWork, position: number, added: ReadonlySet<string>): void {
  if (!added.size) return
  if (unit.tx.kind === 'postgres') addOnPostgres(unit, position, added)
  else addOnSqlite(unit, position, added)
}

/** Nothing happens to what is not in the index yet: the job that makes it anew will find all of it. */
export async function changePosting(unit: UnitOfWork, position: number, change: PostingChange): Promise<void> {
  if (unit.tx.kind === 'postgres') changeOnPostgres(unit, position, change)
  else await changeOnSqlite(unit, position, change)
}

/** Takes out something that was inserted with all of its tokens in its head. */
export async function removePosting(unit: UnitOfWork, position: number): Promise<void> {
  if (unit.tx.kind === 'postgres') removeOnPostgres(unit, position)
  else await removeOnSqlite(unit, position)
}
