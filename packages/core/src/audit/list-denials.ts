import { mayEverywhere } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { type AuditContract, AuditPage, ListAudit } from './contract.ts'

const { query } = forContract<AuditContract>()

export const denials = query({
  route: 'GET /audit/denials',
  summary: 'Refusals and audited reads of the whole desk, newest first.',
  permission: 'audit.read',
  audience: 'staff',
  input: ListAudit,
  output: AuditPage,
  async run(work, input) {
    const context = contextOf(work)
    expectAuditRight(context)
    const page = new Page(context, 'audit.denials', input)
    let rows = context.unit.db.selectFrom('audit').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.take)
    if (page.after) {
      const [at, id] = page.after
      rows = rows.where((where) => where(where.refTuple('created_at', 'id'), '<', where.tuple(String(at), String(id))))
    }
    const found = await rows.execute()
    return page.of(
      found,
      (row) => [row.created_at, row.id],
      found.map((row) => ({
        id: row.id,
        kind: row.kind,
        actor: { kind: row.actor_kind, id: row.actor_id, acting: row.acting },
        operation: row.operation,
        subjectId: row.subject_id,
        code: row.code,
        count: row.repeat_count,
        at: row.created_at,
      })),
    )
  },
})

/** The log knows no scopes, so it is for those who may see all of it. Throws `access.denied`. */
export function expectAuditRight({ unit, actor }: CallContext): void {
  if (!mayEverywhere(actor, unit.runtime.composition.permissions.bit('audit.read')))
    throw coreError('access.denied', { permission: 'audit.read' })
}
