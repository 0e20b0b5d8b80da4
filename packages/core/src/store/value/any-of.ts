import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { DatabaseKind } from '../store.ts'

/** Values of a list as one parameter: the text of the statement stays the same for any number of them, so it is planned once. */
export const listParam = (kind: DatabaseKind, values: readonly (string | number)[]): unknown =>
  kind === 'postgres' ? values : JSON.stringify(values)

/** `column in (…)` with a list that is one parameter, made by `listParam`. `type` is PostgreSQL's name of the column's type. */
export const anyOf = (
  kind: DatabaseKind,
  column: string,
  type: 'uuid' | 'integer' | 'text',
  list: Expression<unknown>,
): RawBuilder<SqlBool> =>
  kind === 'postgres'
    ? sql<SqlBool>`${sql.ref(column)} = any(cast(${list} as ${sql.raw(type)}[]))`
    : sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${list}))`
