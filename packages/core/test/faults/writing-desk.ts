import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import type { StoreOptions } from '../../src/store/store.ts'

export type Place = Pick<TestDatabase, 'database' | 'schema'>

/** Names of the people that writers act as: administrators, so that nothing but the machine refuses them. */
export const writers: readonly string[] = Array.from({ length: 16 }, (_, index) => `writer-${index}`)

const quiet = { error: () => {}, warn: () => {}, info: () => {} }

/** The same desk in every process of a test. */
export const writingDesk = ({ database, schema }: Place, store: StoreOptions = {}): Desk =>
  createDesk({ database, store: { schema, ...store }, admins: writers, worker: false, log: quiet })

/** Migrates, makes the writers known, and opens tickets for them to fight over. */
export async function openTickets(desk: Desk, count: number): Promise<string[]> {
  await desk.migrate()
  const ids: string[] = []
  for (const externalId of writers) await desk.as({ externalId }).tickets.list({ limit: 1 })
  const opener = desk.as({ externalId: writers[0] ?? '' })
  for (let n = 0; n < count; n += 1) {
    const { id } = await opener.tickets.create({ type: n % 2 ? 'incident' : 'change', subject: `Ticket ${n}`, body: 'It does not work.' })
    ids.push(id)
  }
  return ids
}
