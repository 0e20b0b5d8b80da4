import { onTestFinished } from 'vitest'
import type { TestDatabase, TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import type { DeskOptions } from '../../src/desk/desk-options.ts'
import { type Script, type ScriptedContract, scripted } from './scripted-plugin.ts'

const quiet = { error: () => {}, warn: () => {}, info: () => {} }

export interface ScriptedDesk {
  readonly desk: Desk<ScriptedContract>
  readonly database: TestDatabase
  readonly script: Script
  /** An administrator, for whom everything is allowed. */
  ad(): ReturnType<Desk<ScriptedContract>['as']>
}

export async function openScripted(kind: TestDatabaseKind, options: Partial<DeskOptions<readonly []>> = {}): Promise<ScriptedDesk> {
  const database = await kind.create()
  const script: Script = {}
  const desk = createDesk({
    worker: false,
    checkOutputs: true,
    log: quiet,
    hookTimeLimit: 5000,
    admins: ['ad'],
    ...(options as object),
    database: database.database,
    store: { schema: database.schema, synchronous: 'normal' },
    plugins: [scripted(script)],
  })
  onTestFinished(async () => {
    await desk.close()
    await database.drop()
  })
  await desk.migrate()
  const ad = () => desk.as({ externalId: 'ad', name: 'Ad' })
  const { id: personId } = (await ad().people.me()).person
  await ad().access.grant({ personId, roleId: 'admin', scope: 'own' })
  await desk.system('setup').access.grant({ personId, roleId: 'scripted.runner', scope: 'all' })
  return { desk, database, script, ad }
}
