import type { Held } from '@deskwright/core'
import type { TestDesk } from '../../desk/test-desk.ts'
import type { Check } from '../check.ts'
import { columnsOf, type PluginRow, rowsOf } from '../database.ts'
import { type Finding, finding, reasonOf } from '../finding.ts'
import type { Subject } from '../subject.ts'
import { holds, isTold } from './personal-data.ts'

/** By which names columns for people go: they have to be declared, also where nothing was ever written to them. */
const saysPerson =
  /(?:^|_)(?:person|author|actor|agent|contact|customer|user|requester|assignee|technician|approver|owner|sender|reader)_id$|_by$|(?:^|_)e?mail$/

type Columns = ReadonlyMap<string, ReadonlyMap<string, Held>>
interface Somebody {
  readonly id: string
  readonly words: readonly string[]
}

const WORDS = 'zqxwordsofsomebody'

/**
 * What a plugin says of its columns is tried: into every column for people somebody is put who was in no row of the plugin before, so that rows that
 * no operation happened to write are erased as well.
 */
export const declaresPersonalColumns: Check = {
  id: 'personal_columns',
  title: 'declares every column that holds somebody or their words, exports rows by each and empties each',
  async run(subject) {
    const { personalData } = subject.plugin
    if (personalData === undefined || personalData === 'none') return []
    const { world, inputs } = await subject.exercise()
    const { test } = world
    const said: { readonly [table: string]: { readonly [column: string]: Held } } = personalData.columns ?? {}
    const declared: Columns = new Map(Object.entries(said).map(([table, columns]) => [table, new Map(Object.entries(columns))]))
    const schema = await columnsOf(test, subject.id)
    const rows = await rowsOf(test, subject.id)
    const { items } = await test.desk.system('conformance').people.list({ limit: 200 })
    const people = items.map(({ id, name, email }) => ({ id, words: email === null ? [name] : [name, email] }))
    const findings = [
      ...undeclared(schema, declared, rows, people, inputs.texts),
      ...unknownColumns(schema, declared),
      ...withoutReason(subject, declared),
    ]
    if (findings.length) return findings
    const { id: personId } = await test.desk.system('conformance').people.create({ name: 'Zqx Nobody', externalId: 'zqx-nobody' })
    for (const [table, columns] of declared) {
      const row = rows.findLast((one) => one.table === table)?.row
      if (!row) continue
      const plain = [...columns].filter(([name]) => !name.endsWith('_json'))
      const people = plain.flatMap(([name, held]) => (held === 'person' ? [name] : []))
      const words = plain.flatMap(([name, held]) => (held === 'words' ? [name] : []))
      for (const column of people) findings.push(...(await tried(subject, test, { table, row, personId, people: [column], words: [] })))
      if (words.length) findings.push(...(await tried(subject, test, { table, row, personId, people, words })))
    }
    return [...new Map(findings.map((one) => [one.key, one])).values()]
  },
}

function undeclared(
  schema: Awaited<ReturnType<typeof columnsOf>>,
  declared: Columns,
  rows: readonly PluginRow[],
  people: readonly Somebody[],
  texts: readonly string[],
): Finding[] {
  const found = new Map<string, string>()
  for (const [table, columns] of schema)
    for (const [column, type] of columns)
      if ((type === 'text' || type === 'uuid') && saysPerson.test(column)) found.set(`${table}.${column}`, 'is named like a person’s')
  for (const { table, row } of rows) {
    const named = people.filter(({ id }) => Object.values(row).some((value) => holds(value, id)))
    for (const [column, value] of Object.entries(row)) {
      const key = `${table}.${column}`
      if (people.some(({ id, words }) => holds(value, id) || words.some((word) => holds(value, word))))
        found.set(key, 'says who somebody is')
      else if (named.length && texts.some((text) => holds(value, text)) && !found.has(key))
        found.set(key, 'holds what people wrote, in a row that names somebody')
    }
  }
  return [...found].flatMap(([key, why]) => {
    const [table = '', column = ''] = key.split('.')
    if (declared.get(table)?.has(column)) return []
    return [
      finding(
        `undeclared ${key}`,
        `'${key}' ${why}, and personalData.columns does not name it. Say 'person' of an id, 'words' of what goes with the person, 'kept' of what stays.`,
      ),
    ]
  })
}

function unknownColumns(schema: Awaited<ReturnType<typeof columnsOf>>, declared: Columns): Finding[] {
  return [...declared].flatMap(([table, columns]) =>
    [...columns.keys()].flatMap((column) =>
      schema.get(table)?.has(column)
        ? []
        : [finding(`no_column ${table}.${column}`, `personalData.columns names '${table}.${column}', and there is no such column.`)],
    ),
  )
}

function withoutReason({ id, plugin: { personalData } }: Subject, declared: Columns): Finding[] {
  if (personalData === undefined || personalData === 'none' || personalData.kept) return []
  const kept = [...declared].flatMap(([table, columns]) =>
    [...columns].flatMap(([name, held]) => (held === 'kept' ? [`${table}.${name}`] : [])),
  )
  return kept.length
    ? [finding('kept_without_reason', `'${id}' keeps words in '${kept[0]}', and has no personalData.kept that says how many and why.`)]
    : []
}

interface Planted {
  readonly table: string
  readonly row: PluginRow['row']
  readonly personId: string
  /** Columns that get the person's id, and those that get words of theirs. */
  readonly people: readonly string[]
  readonly words: readonly string[]
}

class Undone extends Error {}

/** Puts somebody into one row, exports and erases them, looks, and takes all of it back. */
async function tried({ id, plugin: { personalData } }: Subject, { desk }: TestDesk, planted: Planted): Promise<Finding[]> {
  if (personalData === undefined || personalData === 'none') return []
  const { table, row, personId, people, words } = planted
  const findings: Finding[] = []
  const place = `${table}.${(words.length ? words : people).join(', ')}`
  await desk['~store']
    .write(async (tx) => {
      const db = tx.dbFor(id)
      const values = Object.fromEntries([...people.map((name) => [name, personId]), ...words.map((name) => [name, WORDS])])
      let update = db.updateTable(table).set(values)
      for (const [name, value] of keyOf(row)) update = update.where(name, '=', value)
      // What a constraint refuses can't come to stand there either.
      const isThere = await tx
        .savepoint(() => update.execute())
        .then(
          () => true,
          () => false,
        )
      if (!isThere) throw new Undone()
      try {
        if (!isTold(await personalData.export(db as never, personId), { ...row, ...values }, personId))
          findings.push(
            finding(
              `not_exported ${place}`,
              `personalData.export of '${id}' does not give a row of '${table}' that has somebody in '${people.join("', '")}'.`,
            ),
          )
        await personalData.erase(db as never, personId)
      } catch (error) {
        findings.push(finding('personal_data_fails', `The handlers for personal data of '${id}' fail: ${reasonOf(error)}.`))
        throw new Undone()
      }
      const left: readonly object[] = await db.selectFrom(table).selectAll().execute()
      if (left.some((one) => holds(one, personId) || (words.length > 0 && holds(one, WORDS))))
        findings.push(
          finding(
            `not_erased ${place}`,
            `personalData.erase of '${id}' leaves what personalData.columns says to be somebody's in '${place}'. Empty it, or delete the row.`,
          ),
        )
      throw new Undone()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error
    })
  return findings
}

const keyOf = (row: PluginRow['row']): readonly (readonly [string, unknown])[] =>
  typeof row.id === 'string'
    ? [['id', row.id]]
    : Object.entries(row).filter(([name, value]) => (typeof value === 'string' || typeof value === 'number') && !name.endsWith('_at'))
