import type { LinkKind } from '../machine/link-kinds.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { forEachKind, prepared } from '../store/prepared.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import type { CoreTables } from '../tables.ts'

const onward = forEachKind((database) =>
  prepared<{ kind: LinkKind; list: unknown }, { to_id: string }, CoreTables>((db, param) =>
    db
      .selectFrom('ticket_link')
      .select('to_id')
      .distinct()
      .where('kind', '=', param('kind'))
      .where(anyOf(database, 'ticket_link.from_id', 'uuid', param('list'))),
  ),
)

/** Whether one ticket leads to another over links of a kind; a step of all tickets at a time. Under `lockLinks`, so that it stays true. */
export async function leadsTo(unit: UnitOfWork, kind: LinkKind, fromId: string, toId: string): Promise<boolean> {
  const seen = new Set([fromId])
  let step = [fromId]
  while (step.length) {
    const { rows } = await unit.tx.run(onward[unit.tx.kind], { kind, list: listParam(unit.tx.kind, step) })
    step = rows.map(({ to_id }) => to_id).filter((id) => !seen.has(id))
    if (step.includes(toId)) return true
    for (const id of step) seen.add(id)
  }
  return false
}
