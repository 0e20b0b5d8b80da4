import { describeSchema } from '@deskwright/core'
import type { TestDesk } from '../desk/test-desk.ts'

/** The tables as text, the same for the same schema. */
export const schemaOf = ({ desk }: Pick<TestDesk, 'desk'>): Promise<string> => describeSchema(desk['~store'])

/** What stands in one schema and not in the other, table by table. */
export function difference(before: string, after: string): readonly string[] {
  const tables = (schema: string) =>
    new Map(
      schema
        .trim()
        .split('\n\n')
        .map((part) => [part.split('\n')[0] ?? '', part]),
    )
  const [old, now] = [tables(before), tables(after)]
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name))
}
