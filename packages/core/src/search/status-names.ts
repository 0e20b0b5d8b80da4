import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { foldedText } from '../analysis/analyze.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { FactTitles } from '../ticket/fact-titles.ts'
import { machinesFor } from '../ticket/machine-for.ts'

/** Tickets in a status that the reader sees under this name, in each type by its own; undefined: none is called so. */
export function statusesCalled(context: CallContext, name: string): RawBuilder<SqlBool> | undefined {
  const { unit, actor } = context
  const asked = foldedText(name, ' ')
  if (!asked) return undefined
  const parts = machinesFor(context).flatMap((machine) => {
    const titles = new FactTitles(machine, unit.runtime.composition.texts, actor.languages, actor.capacity.acting)
    const called = machine.statuses.flatMap(({ name: status }) =>
      foldedText(titles.value('status', status) ?? '', ' ') === asked ? [status] : [],
    )
    return called.length
      ? [sql<SqlBool>`(${sql.ref('ticket.type')} = ${machine.typeId} and ${sql.ref('ticket.status')} in (${sql.join(called)}))`]
      : []
  })
  return parts.length ? sql<SqlBool>`(${sql.join(parts, sql` or `)})` : undefined
}
