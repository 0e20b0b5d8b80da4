import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { sharedPostgres } from '../../../testing/src/database/shared-postgres.ts'
import { createDesks } from '../../src/desk/many/create-desks.ts'
import type { Desks } from '../../src/desk/many/desks.ts'
import type { DesksOptions, TenantRegistry } from '../../src/desk/many/desks-options.ts'
import { filePerTenant } from '../../src/desk/many/tenant-places.ts'

export interface Tenants {
  readonly registry: TenantRegistry
  /** Names of files or schemas that are there now. */
  traces(): Promise<readonly string[]>
  readonly folder: string
}

const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined }

/** A place for the tenants of one test, on either database; `names` are those that the vendor knows. */
export async function openTenants(kind: 'sqlite' | 'postgres', names: readonly string[]): Promise<Tenants> {
  const folder = await mkdtemp(join(tmpdir(), 'deskwright-tenants-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }))
  if (kind === 'sqlite') {
    const { readdirSync } = await import('node:fs')
    const registry = filePerTenant(join(folder, 'desks'), () => ({ admins: ['ada'] }))
    return {
      registry,
      folder,
      traces: async () =>
        readdirSync(folder, { recursive: true })
          .map(String)
          .filter((name) => !/-(wal|shm)$/.test(name)),
    }
  }
  const server = await sharedPostgres()
  const prefix = `many_${randomBytes(5).toString('hex')}_`
  onTestFinished(async () => {
    for (const schema of await schemas(server.url, prefix)) await server.sql(`drop schema "${schema}" cascade`)
  })
  return {
    folder,
    registry: {
      locate: (tenant) => (names.includes(tenant) ? { database: server.url, schema: `${prefix}${tenant}`, admins: ['ada'] } : null),
      tenants: () => names,
    },
    traces: () => schemas(server.url, prefix),
  }
}

const schemas = async (url: string, prefix: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(`select nspname from pg_namespace where starts_with(nspname, $1) order by 1`, [prefix])
  await client.end()
  return rows.map(({ nspname }) => nspname)
}

/** Desks over them, closed with the test. The tenant and the person stand in headers. */
export function openDesks(registry: TenantRegistry, options: Partial<DesksOptions<readonly []>> = {}): Desks {
  const desks: Desks = createDesks({
    log: quiet,
    worker: false,
    checkOutputs: true,
    tenantOf: ({ headers }) => headers.get('x-tenant'),
    identify: ({ headers }) => {
      const externalId = headers.get('x-user')
      return externalId ? { externalId, name: externalId } : null
    },
    ...registry,
    ...options,
  })
  onTestFinished(() => desks.close())
  return desks
}

/** A request as a browser of that tenant's customer sends it. */
export const ask = (tenant: string, user: string, path: string, json?: object): Request =>
  new Request(`https://desk.test${path}`, {
    method: json ? 'POST' : 'GET',
    headers: {
      'x-tenant': encodeURIComponent(tenant) === tenant ? tenant : '',
      'x-user': user,
      ...(json && { 'content-type': 'application/json' }),
    },
    ...(json ? { body: JSON.stringify(json) } : {}),
  })
