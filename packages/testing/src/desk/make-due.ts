import type { Desk } from '@deskwright/core'

/** Recurring jobs go by the database's time, which nobody can move: so their next occurrence is moved instead. */
export async function makeDue(desk: Desk, jobs: readonly string[]): Promise<void> {
  if (!jobs.length) return
  const known = await desk['~store'].write(async ({ db }) => {
    await db.updateTable('job_schedule').set({ next_due_ms: 0 }).where('name', 'in', jobs).execute()
    return (await db.selectFrom('job_schedule').select('name').where('name', 'in', jobs).execute()).map(({ name }) => String(name))
  })
  const unknown = jobs.filter((job) => !known.includes(job))
  if (unknown.length)
    throw new TypeError(`No recurring job is called ${unknown.map((job) => `'${job}'`).join(' or ')}. Name it as 'plugin/job'.`)
}
