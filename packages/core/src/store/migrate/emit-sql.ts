import type { ConnectionProvider } from 'kysely'
import { ledgerTable, quote, TableNames } from '../compile/table-names.ts'
import type { MigrationOwner } from '../migration.ts'
import type { DatabaseKind } from '../store.ts'
import { StatementSpace } from '../transaction/statement-space.ts'
import { createLedgerTable } from './ledger.ts'
import { createRecorder } from './record-step.ts'
import { inlineParameters } from './sql-text.ts'
import { listSteps, pluginIds, type Step } from './steps.ts'

export interface EmitOptions {
  /** PostgreSQL schema, default `deskwright`. */
  readonly schema?: string
}

const nowSql: Readonly<Record<DatabaseKind, string>> = {
  sqlite: `cast(round(unixepoch('subsec') * 1000) as integer)`,
  postgres: 'clock_timestamp()',
}

const nowhere: ConnectionProvider = { provideConnection: () => Promise.reject(new TypeError('This is only compiled.')) }

/**
 * The whole schema as SQL, each step with its row in the ledger in one transaction, for administrators who let no program change a schema.
 * A step that reads data is marked: it has to be applied by `deskwright migrate`.
 */
export const emitSql = async (owners: readonly MigrationOwner[], kind: DatabaseKind, options: EmitOptions = {}): Promise<string> => {
  const schema = options.schema ?? 'deskwright'
  const plugins = pluginIds(owners)
  const names = new TableNames(kind, schema, [], plugins)
  const begin = kind === 'sqlite' ? 'begin immediate' : 'begin'

  const head = [
    ...(kind === 'postgres' ? [`create schema if not exists ${quote(schema)};`] : []),
    `${createLedgerTable(new StatementSpace(names).kysely(nowhere)).ifNotExists().compile().sql};`,
  ]

  const record = createRecorder(kind, schema, plugins)
  const emitStep = async (step: Step): Promise<string> => {
    const { statements, isPartial, checksum } = await record(step)
    const row = [step.owner, step.name, checksum].map((text) => `'${text}'`)
    const isAdditive = kind === 'sqlite' ? Number(step.isAdditive) : step.isAdditive
    return [
      `-- ${step.owner} ${step.name}`,
      ...(isPartial ? ['-- This step reads data, so what follows may not be all of it: apply it with `deskwright migrate`.'] : []),
      `${begin};`,
      ...statements.map(({ sql, parameters }) => `${inlineParameters(sql, parameters, kind)};`),
      `insert into ${names.write(ledgerTable)} (owner, name, checksum, is_additive, applied_at) values (${row.join(', ')}, ${isAdditive}, ${nowSql[kind]});`,
      'commit;',
    ].join('\n')
  }

  const parts: string[] = [head.join('\n')]
  for (const step of listSteps(owners)) parts.push(await emitStep(step))
  return `${parts.join('\n\n')}\n`
}
