import process from 'node:process'
import manifest from '../../package.json' with { type: 'json' }
import type { Runtime } from '../operation/runtime.ts'
import { migrationStatus } from '../store/migrate/status.ts'
import type { MigrationOwner } from '../store/migration.ts'
import type { Surroundings } from './surroundings.ts'

/** What runs here. Names, versions, numbers and switches, picked one by one: an option that nobody thought of is not told. */
export interface DeskInfo {
  readonly version: string
  readonly node: string
  /** Such as `linux x64`. */
  readonly platform: string
  readonly database: 'sqlite' | 'postgres'
  readonly isProduction: boolean
  readonly hasIdentify: boolean
  readonly hasLimits: boolean
  /** Whether this process works through deliveries and jobs by itself. */
  readonly isWorking: boolean
  /** The class of the job queue. */
  readonly queue: string
  readonly plugins: readonly { readonly id: string; readonly version: string; readonly contract: number }[]
  readonly ticketTypes: readonly string[]
  readonly languages: readonly string[]
  readonly operations: number
  /** Operations that anybody may call who has not signed in. */
  readonly openOperations: readonly string[]
  readonly handlers: readonly string[]
  readonly migrations: { readonly applied: number; readonly pending: number }
}

export async function deskInfo(
  { composition, store }: Runtime,
  owners: readonly MigrationOwner[],
  { hasIdentify, hasLimits, isProduction, queue, isWorking }: Surroundings & { readonly queue: string; readonly isWorking: boolean },
): Promise<DeskInfo> {
  const { applied, pending } = await migrationStatus(store, owners)
  return {
    version: manifest.version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    database: store.kind,
    isProduction,
    hasIdentify,
    hasLimits,
    isWorking,
    queue,
    plugins: composition.plugins.map(({ id, version, contract }) => ({ id, version, contract })),
    ticketTypes: composition.machines.all.map(({ typeId }) => typeId),
    languages: composition.texts.languages,
    operations: composition.operations.length,
    openOperations: composition.operations.filter(({ spec }) => spec.audience === 'public' && spec.route !== undefined).map(({ id }) => id),
    handlers: [...composition.hooks.deliveredTo.keys()],
    migrations: { applied: applied.length, pending: pending.length },
  }
}
