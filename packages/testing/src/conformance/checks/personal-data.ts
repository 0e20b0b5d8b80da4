import type { TestDesk } from '../../desk/test-desk.ts'
import type { Check } from '../check.ts'
import { type PluginRow, rowsOf } from '../database.ts'
import type { Exercise } from '../exercise/exercise.ts'
import { type Finding, finding, reasonOf } from '../finding.ts'
import type { Subject } from '../subject.ts'

interface Somebody {
  readonly id: string
  readonly words: readonly string[]
}

/** Everybody on the desk, with the texts that tell who they are. */
async function everybody({ desk }: TestDesk): Promise<readonly Somebody[]> {
  const { items } = await desk.system('conformance').people.list({ limit: 200 })
  return items.map(({ id, name, email }) => ({ id, words: [name, ...(email === null ? [] : [email])] }))
}

export const holds = (value: unknown, text: string): boolean => {
  if (typeof value === 'string') return value.includes(text)
  return typeof value === 'object' && value !== null ? Object.values(value).some((item) => holds(item, text)) : false
}

/** Columns in which something of a person stands. */
const columnsWith = (rows: readonly PluginRow[], texts: readonly string[]): readonly string[] => [
  ...new Set(
    rows.flatMap(({ table, row }) =>
      Object.entries(row).flatMap(([column, value]) => (texts.some((text) => holds(value, text)) ? [`${table}.${column}`] : [])),
    ),
  ),
]

export const saysWhatIsPersonal: Check = {
  id: 'personal_data',
  title: 'says the truth about personal data: none where there is none, else it exports and erases it',
  async run(subject) {
    const { personalData } = subject.plugin
    const exercise = await subject.exercise()
    const rows = await rowsOf(exercise.world.test, subject.id)
    if (personalData === undefined || personalData === 'none') return none(subject, exercise, rows)
    return handled(subject, exercise, rows)
  },
}

async function none({ id }: Subject, { world, inputs }: Exercise, rows: readonly PluginRow[]): Promise<Finding[]> {
  const people = await everybody(world.test)
  const ids = columnsWith(
    rows,
    people.flatMap((one) => [one.id, ...one.words]),
  )
  const written = columnsWith(rows, inputs.texts).filter((column) => !ids.includes(column))
  const owed = `Give personalData: { export, erase }`
  return [
    ...ids.map((column) =>
      finding(`personal ${column}`, `'${id}' says that it has no personal data, and '${column}' says who somebody is. ${owed}.`),
    ),
    ...written.map((column) =>
      finding(
        `personal ${column}`,
        `'${id}' says that it has no personal data, and '${column}' holds what people wrote. ${owed}; or, if nobody writes of people there, say so in exceptions.`,
      ),
    ),
  ]
}

async function handled(subject: Subject, { world }: Exercise, rows: readonly PluginRow[]): Promise<Finding[]> {
  const { personalData } = subject.plugin
  if (personalData === undefined || personalData === 'none') return []
  const { test } = world
  const store = test.desk['~store']
  const findings: Finding[] = []
  const concerned = (await everybody(test)).filter(({ id }) => rows.some(({ row }) => holds(row, id)))
  for (const { id: personId, words } of concerned) {
    const own = rows.filter(({ row }) => holds(row, personId))
    try {
      const exported: unknown = await store.read((tx) => Promise.resolve(personalData.export(tx.dbFor(subject.id) as never, personId)))
      for (const { table, row } of own)
        if (!isTold(exported, row, personId))
          findings.push(
            finding(
              `not_exported ${table}`,
              `personalData.export of '${subject.id}' does not give a row of '${table}' that names the person. Export every row that does.`,
            ),
          )
      await store.write((tx) => Promise.resolve(personalData.erase(tx.dbFor(subject.id) as never, personId)))
    } catch (error) {
      findings.push(finding('personal_data_fails', `The handlers for personal data of '${subject.id}' fail: ${reasonOf(error)}.`))
    }
    for (const column of columnsWith(await rowsOf(test, subject.id), [personId, ...words]))
      findings.push(
        finding(
          `not_erased ${column}`,
          `After personalData.erase '${column}' still says who the person was. Delete the row, or put nothing in its place.`,
        ),
      )
  }
  if (!concerned.length && rows.length === 0)
    findings.push(
      finding(
        'personal_data_untried',
        `No operation wrote a row of '${subject.id}', so its handlers for personal data were not tried. Give examples that write: examples: { … }.`,
      ),
    )
  return [...new Map(findings.map((one) => [one.key, one])).values()]
}

/** The export speaks of the row when a value stands in it that tells this row from others. */
export function isTold(exported: unknown, row: Readonly<Record<string, unknown>>, personId: string): boolean {
  const telling = Object.values(row).filter(
    (value): value is string => typeof value === 'string' && value.length >= 8 && value !== personId,
  )
  return telling.length === 0 ? holds(exported, personId) : telling.some((value) => holds(exported, value))
}
