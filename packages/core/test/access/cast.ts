import { onTestFinished } from 'vitest'
import type { TestDatabase, TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import type { DeskOptions } from '../../src/desk/desk-options.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import type { AsOptions } from '../../src/operation/caller.ts'

type Options = Partial<Omit<DeskOptions<readonly []>, 'database' | 'plugins'>>

export interface OpenDesk {
  readonly desk: Desk
  readonly database: TestDatabase
  /** Another desk on the same database, as another process has it. */
  another(options?: Options): Desk
}

const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined }

type Finish = (cleanUp: () => Promise<void>) => void

/** A migrated desk of its own, closed and dropped with the test, or with the suite by `afterAll`. */
export async function openDesk(kind: TestDatabaseKind, options: Options = {}, finish: Finish = onTestFinished): Promise<OpenDesk> {
  const database = await kind.create()
  const opened: Desk[] = []
  const another = (more: Options = {}): Desk => {
    const desk: Desk = createDesk({
      log: quiet,
      worker: false,
      checkOutputs: true,
      admins: ['ad'],
      ...options,
      ...more,
      database: database.database,
      store: { schema: database.schema, synchronous: 'normal', ...options.store, ...more.store },
    })
    opened.push(desk)
    return desk
  }
  finish(async () => {
    await Promise.all(opened.map((desk) => desk.close()))
    await database.drop()
  })
  const desk = another()
  await desk.migrate()
  return { desk, database, another }
}

export type Name = 'ad' | 'nl' | 'n1' | 'n2' | 'f1' | 'am' | 'a1' | 'a2' | 'b1'

export interface Cast extends OpenDesk {
  /** Ids of people by their external id. */
  readonly id: Readonly<Record<Name, string>>
  readonly acme: string
  readonly beta: string
  readonly net: string
  readonly fin: string
  as(name: Name, options?: AsOptions): ReturnType<Desk['as']>
}

/** The cast of the reliability catalogue: two companies, two teams, agents, a lead, a customer manager, an administrator. */
export async function openCast(kind: TestDatabaseKind, options: Options = {}, finish: Finish = onTestFinished): Promise<Cast> {
  const opened = await openDesk(kind, options, finish)
  const { desk } = opened
  const admin = desk.as({ externalId: 'ad' })
  const id = { ad: (await admin.people.me()).person.id } as Record<Name, string>
  for (const name of ['nl', 'n1', 'n2', 'f1', 'am', 'a1', 'a2', 'b1'] as const)
    id[name] = (await admin.people.create({ name: name.toUpperCase(), externalId: name, email: `${name}@example.com` })).id
  const acme = (await admin.companies.create({ name: 'ACME' })).id
  const beta = (await admin.companies.create({ name: 'BETA' })).id
  const net = (await admin.teams.create({ key: 'net', title: 'Network' })).id
  const fin = (await admin.teams.create({ key: 'fin', title: 'Finance' })).id
  for (const name of ['am', 'a1', 'a2'] as const) await admin.companies.saveMember({ companyId: acme, personId: id[name] })
  await admin.companies.saveMember({ companyId: beta, personId: id.b1 })
  await admin.access.grant({ personId: id.am, roleId: 'customer_manager', scope: 'company', scopeId: acme })
  await admin.access.grant({ personId: id.nl, roleId: 'supervisor', scope: 'team', scopeId: net })
  await admin.access.grant({ personId: id.n1, roleId: 'agent', scope: 'team', scopeId: net })
  await admin.access.grant({ personId: id.n2, roleId: 'agent', scope: 'own' })
  await admin.access.grant({ personId: id.f1, roleId: 'agent', scope: 'team', scopeId: fin })
  return { ...opened, id, acme, beta, net, fin, as: (name, callOptions) => desk.as({ externalId: name }, callOptions) }
}

/** The code with which a call is refused; `none` when it is not. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'none'
  } catch (error) {
    if (isDeskError(error)) return error.code
    throw error
  }
}

/** Code, status and message: what a caller can tell answers apart by. */
export async function answerOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call
  } catch (error) {
    if (isDeskError(error)) return { code: error.code, status: error.status, message: error.message, details: error.details }
    throw error
  }
}
