import { isUuid } from '../value/uuid.ts'

/** Whose sight may have changed: certain people and companies by id, or anybody's. */
export type AccessChange = ReadonlySet<string> | 'everybody'

interface Happening {
  readonly subject_kind: string
  readonly subject_id: string
  readonly payload_json: unknown
}

/** A role or a team is many people's; what happens to a person or a company names whom it concerns. Nothing else moves what somebody may see. */
const concernsAll: ReadonlySet<string> = new Set(['role', 'team'])
const concernsNamed: ReadonlySet<string> = new Set(['person', 'company'])

export function accessChangeIn(rows: readonly Happening[]): AccessChange {
  const ids = new Set<string>()
  for (const { subject_kind: kind, subject_id: id, payload_json: payload } of rows) {
    if (concernsAll.has(kind)) return 'everybody'
    if (!concernsNamed.has(kind)) continue
    for (const value of [id, ...Object.values(payload as object).flat()]) if (isUuid(value)) ids.add(value)
  }
  return ids
}
