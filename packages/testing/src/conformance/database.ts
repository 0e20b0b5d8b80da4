import { describeSchema } from '@deskwright/core'
import type { TestDesk } from '../desk/test-desk.ts'

/** Tables of a plugin, by their logical names. */
export async function tablesOf({ desk }: Pick<TestDesk, 'desk'>, pluginId: string): Promise<readonly string[]> {
  const schema = await describeSchema(desk['~store'])
  return [...schema.matchAll(/^(?:table|virtual table) (\S+)$/gm)].flatMap(([, name = '']) =>
    name.startsWith(`${pluginId}_`) ? [name] : [],
  )
}

/** Columns of each table of a plugin, as the database has them: name → type. */
export async function columnsOf(
  { desk }: Pick<TestDesk, 'desk'>,
  pluginId: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const tables = new Map<string, Map<string, string>>()
  let columns: Map<string, string> | undefined
  for (const line of (await describeSchema(desk['~store'])).split('\n')) {
    const [, table] = /^table (\S+)$/.exec(line) ?? []
    if (table !== undefined) {
      columns = table.startsWith(`${pluginId}_`) ? new Map() : undefined
      if (columns) tables.set(table, columns)
    }
    const [, name, type] =
      /^ {2}(\w+) (text|uuid|integer|bigint|boolean|blob|bytea|jsonb|real|double|date|timestamp|numeric)\b/.exec(line) ?? []
    if (name !== undefined && type !== undefined) columns?.set(name, type)
  }
  return tables
}

export interface PluginRow {
  readonly table: string
  readonly row: Readonly<Record<string, unknown>>
}

/** Every row of every table of a plugin. */
export async function rowsOf(test: Pick<TestDesk, 'desk'>, pluginId: string): Promise<readonly PluginRow[]> {
  const tables = await tablesOf(test, pluginId)
  return test.desk['~store'].read(async (tx) => {
    const rows: PluginRow[] = []
    for (const table of tables)
      for (const row of await tx.dbFor(pluginId).selectFrom(table).selectAll().execute())
        rows.push({ table, row: row as Record<string, unknown> })
    return rows
  })
}

/** Where the database still speaks of a plugin outside its own tables and the history. */
export async function tracesOf({ desk }: Pick<TestDesk, 'desk'>, pluginId: string): Promise<readonly string[]> {
  const places = [
    ['access_grant', 'role_id', '.', 'grant of the role'],
    ['handler', 'name', '/', 'handler'],
    ['delivery', 'handler', '/', 'delivery to'],
    ['job', 'name', '/', 'job'],
    ['job_schedule', 'name', '/', 'recurring job'],
  ] as const
  return desk['~store'].read(async ({ db }) => {
    const traces: string[] = []
    for (const [table, column, separator, what] of places)
      for (const row of await db.selectFrom(table).select(column).distinct().execute()) {
        const name = String(row[column])
        if (name.startsWith(`${pluginId}${separator}`)) traces.push(`${what} '${name}'`)
      }
    for (const { id, owner, permissions_json: json } of await db.selectFrom('role').selectAll().execute()) {
      const permissions = Array.isArray(json) ? json.map(String) : []
      if (owner === pluginId) traces.push(`role '${String(id)}'`)
      else if (permissions.some((name) => name.startsWith(`${pluginId}.`)))
        traces.push(`permission of '${pluginId}' in the role '${String(id)}'`)
    }
    for (const { id } of await db.selectFrom('file').select('id').where('holder', '=', pluginId).execute())
      traces.push(`file '${String(id)}'`)
    const { length } = await db.selectFrom('migration').select('owner').where('owner', '=', pluginId).execute()
    return length ? [...traces, `list of migrations of '${pluginId}'`] : traces
  })
}
