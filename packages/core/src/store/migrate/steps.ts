import { coreError } from '../../error/core-errors.ts'
import type { NamingScope } from '../compile/naming-query-compiler.ts'
import { coreOwner, type MigrationOwner, type MigrationStep } from '../migration.ts'

export interface Step {
  readonly owner: string
  readonly name: string
  readonly up: MigrationStep
  readonly isAdditive: boolean
}

const namePattern = /^\d{4}_[a-z0-9]+(?:_[a-z0-9]+)*$/

const stepsOf = ({ id, migrations }: MigrationOwner): Step[] =>
  Object.entries(migrations)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, migration]) => {
      if (!namePattern.test(name))
        throw coreError('store.migration_invalid', { owner: id, reason: `'${name}' is not named like 0001_price_list` })
      return typeof migration === 'function'
        ? { owner: id, name, up: migration, isAdditive: false }
        : { owner: id, name, up: migration.up, isAdditive: migration.additive }
    })

/** All steps in the order in which they are applied. Throws `store.migration_invalid`. */
export const listSteps = (owners: readonly MigrationOwner[]): readonly Step[] => {
  const twice = owners.find(({ id }, index) => owners.findIndex((owner) => owner.id === id) !== index)
  if (twice) throw coreError('store.migration_invalid', { owner: twice.id, reason: 'two owners have this id' })
  return owners.flatMap(stepsOf)
}

/** Which names a step may use: core's has all to itself, a plugin's its own. */
export const scopeOf = (owner: string): NamingScope => (owner === coreOwner ? { allNames: true } : { owner })

export const pluginIds = (owners: readonly MigrationOwner[]): string[] => owners.map(({ id }) => id).filter((id) => id !== coreOwner)
