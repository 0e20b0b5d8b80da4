import { createHash } from 'node:crypto'
import type { CompiledQuery, ConnectionProvider, DatabaseConnection } from 'kysely'
import { TableNames } from '../compile/table-names.ts'
import type { DatabaseKind } from '../store.ts'
import { StatementSpace } from '../transaction/statement-space.ts'
import { type Step, scopeOf } from './steps.ts'

export interface Recording {
  readonly statements: readonly CompiledQuery[]
  /** It read data, or stopped because there was none: on a real database it may do more. */
  readonly isPartial: boolean
  readonly checksum: string
}

/** Records a step; each one once. */
export type RecordStep = (step: Step) => Promise<Recording>

const readsData = /^\s*(?:select|with)\b/i

/** What is laid down in the SQL of a step, and not how Kysely spaces or quotes it. Values are left out: a step may make up ids. */
const essence = (sql: string): string => sql.replaceAll('"', '').replaceAll(/\s+/g, ' ').trim()

const checksumOf = (statements: readonly CompiledQuery[], schema: string): string => {
  const hash = createHash('sha256')
  // The same for every schema name, so that a restored copy under another name fits.
  for (const { sql } of statements) hash.update(`${essence(sql.replaceAll(`"${schema}".`, '"deskwright".'))}\n`)
  return hash.digest('hex').slice(0, 32)
}

/** Runs a step against a driver that writes down and answers nothing. */
const recordStep = async (step: Step, kind: DatabaseKind, schema: string, owners: readonly string[]): Promise<Recording> => {
  const statements: CompiledQuery[] = []
  const connection: DatabaseConnection = {
    executeQuery: async (query) => {
      statements.push(query)
      return { rows: [], numAffectedRows: 0n }
    },
    // biome-ignore lint/correctness/useYield: nothing comes
    async *streamQuery(query) {
      statements.push(query)
    },
  }
  const provider: ConnectionProvider = { provideConnection: (consumer) => consumer(connection) }
  const space = new StatementSpace(new TableNames(kind, schema, [], owners))
  let isStopped = false
  try {
    await step.up(space.kysely(provider, scopeOf(step.owner)))
  } catch {
    // Usually the missing row of an empty answer. A real fault shows when the step is applied.
    isStopped = true
  }
  const isPartial = isStopped || statements.some(({ sql }) => readsData.test(sql))
  return { statements, isPartial, checksum: checksumOf(statements, schema) }
}

/** Steps take their time also when they write to nobody, so none is recorded twice, and none while a lock is held. */
export const createRecorder = (kind: DatabaseKind, schema: string, owners: readonly string[]): RecordStep => {
  const known = new Map<Step, Promise<Recording>>()
  return (step) => {
    const recording = known.get(step) ?? recordStep(step, kind, schema, owners)
    known.set(step, recording)
    return recording
  }
}
