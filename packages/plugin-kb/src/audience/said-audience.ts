import { kbError } from '../errors.ts'
import type { KbReading } from '../kit.ts'
import type { Audience, AudienceInput } from './audience.ts'

/** An audience as it was given, with every company and team resolved as the caller may know of them. Throws `kb.audience_invalid`. */
export async function saidAudience(work: KbReading, { kind, companyIds, teamIds }: AudienceInput): Promise<Audience> {
  const invalid = (fault: string) => kbError('kb.audience_invalid', { fault })
  if (companyIds && kind !== 'companies') throw invalid("companies belong to the kind 'companies'")
  if (teamIds && kind !== 'teams') throw invalid("teams belong to the kind 'teams'")
  if (kind === 'companies') {
    if (!companyIds) throw invalid('it names no company')
    for (const companyId of companyIds) await work.company(companyId)
    return { kind, places: [...companyIds] }
  }
  if (kind === 'teams') {
    if (!teamIds) throw invalid('it names no team')
    for (const teamId of teamIds) await work.desk.teams.get({ teamId })
    return { kind, places: [...teamIds] }
  }
  return { kind, places: [] }
}
