import type { AnyReading } from '../work.ts'

/** Of tickets and of all that are part of them: in which of the tickets each of them shows. A query for each step of merging, mostly one. */
export async function mergedInto(work: AnyReading, ticketIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const shown = new Map<string, string[]>(ticketIds.map((id) => [id, [id]]))
  for (let level = [...ticketIds]; level.length; ) {
    const rows = await work.db.selectFrom('equipment_ticket_merge').selectAll().where('target_id', 'in', level).execute()
    level = []
    for (const { source_id, target_id } of rows) {
      if (!shown.has(source_id)) level.push(source_id)
      shown.set(source_id, [...new Set([...(shown.get(source_id) ?? []), ...(shown.get(target_id) ?? [])])])
    }
  }
  return shown
}
