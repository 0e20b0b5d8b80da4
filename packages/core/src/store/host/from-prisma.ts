import { coreError } from '../../error/core-errors.ts'
import type { HostTransaction } from '../store.ts'
import { hasMethods, isShape, noTransaction, notInteractive } from './host-shapes.ts'

const tool = 'Prisma'

interface PrismaTransaction {
  $queryRawUnsafe(sql: string, ...values: unknown[]): PromiseLike<unknown>
  $executeRawUnsafe(sql: string, ...values: unknown[]): PromiseLike<number>
  readonly _activeProvider?: unknown
}

/** `executeRaw` gives no rows, `queryRaw` no count. */
const givesRows = (sql: string): boolean =>
  /^\s*(?:select|values|explain|show)\b/i.test(sql) || /\breturning\b/i.test(sql) || /^\s*with\b/i.test(sql)

/** The tx that Prisma's `prisma.$transaction(async (tx) => …)` gives, on PostgreSQL. Throws `store.no_host_transaction`, `store.not_interactive`. */
export const fromPrisma = (transaction: object): HostTransaction => {
  // What stands in an interactive transaction can't be disconnected.
  if (!hasMethods(transaction, '$queryRawUnsafe', '$executeRawUnsafe') || hasMethods(transaction, '$disconnect'))
    throw noTransaction(tool, 'Pass the tx that prisma.$transaction(async (tx) => …) gives; a list of promises can not be joined.')
  const tx = transaction as unknown as PrismaTransaction
  if (tx._activeProvider !== 'postgresql' && tx._activeProvider !== 'postgres')
    throw notInteractive(
      tool,
      "its raw statements can't carry the desk's numbers on this database",
      'Use PostgreSQL, or open the transaction with better-sqlite3 itself.',
    )
  return {
    '~transaction': 'statements',
    '~handle': transaction,
    '~statements': {
      kind: 'postgres',
      areDatesUtc: true,
      knowsItsEnd: true,
      readsUtcOnly: true,
      async run(sql, values) {
        if (!givesRows(sql)) return { rows: [], count: await tx.$executeRawUnsafe(sql, ...values) }
        const rows = (await tx.$queryRawUnsafe(sql, ...values)) as Record<string, unknown>[]
        return { rows, count: rows.length }
      },
      errorOf: databaseError,
    },
  }
}

/** What the server said lies two or three layers deep, and where exactly depends on the version. */
const databaseError = (error: unknown): unknown => {
  if (isShape(error) && error['code'] === 'P2028') return coreError('store.transaction_ended', {}, { cause: error })
  const seen = new Set<unknown>()
  const look = (value: unknown): unknown => {
    if (!isShape(value) || seen.has(value)) return undefined
    seen.add(value)
    const { originalCode } = value
    if (typeof originalCode === 'string') return { code: originalCode, ...value, message: value['originalMessage'] ?? value['message'] }
    return look(value['cause']) ?? look(value['driverAdapterError']) ?? look(value['meta'])
  }
  const found = look(error)
  if (!isShape(found)) return error
  return Object.assign(new Error(String(found['message']), { cause: error }), { code: found['code'] })
}
