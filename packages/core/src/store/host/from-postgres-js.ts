import type { HostTransaction } from '../store.ts'
import { hasMethods, isShape, noTransaction } from './host-shapes.ts'

interface Sql {
  unsafe(
    text: string,
    values: readonly unknown[],
    options: { readonly prepare: boolean },
  ): PromiseLike<readonly object[] & { readonly count?: number | null }>
}

/**
 * The `sql` that `sql.begin(async (sql) => …)` of postgres.js gives. The desk's JSON comes as text, so the client must not write it out a second time
 * (`store.json_twice` says how; Drizzle has seen to it). Throws `store.no_host_transaction`.
 */
export const fromPostgresJs = (sql: unknown): HostTransaction => {
  if (!hasMethods(sql, 'unsafe', 'savepoint')) throw noTransaction('postgres.js', 'Pass the sql that sql.begin(async (sql) => …) gives.')
  const transaction = sql as unknown as Sql
  return {
    '~transaction': 'statements',
    '~handle': sql,
    '~statements': {
      kind: 'postgres',
      async run(text, values) {
        const rows = await transaction.unsafe(text, values, { prepare: values.length > 0 })
        return { rows: rows.map((row) => ({ ...row })), count: rows.count ?? undefined }
      },
      errorOf: (error) =>
        error instanceof Error && isShape(error)
          ? Object.assign(new Error(error.message, { cause: error }), {
              code: error['code'],
              table: error['table_name'],
              constraint: error['constraint_name'],
              detail: error['detail'],
            })
          : error,
    },
  }
}
