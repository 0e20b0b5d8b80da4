import { isDeskError } from '@deskwright/core'
import { everyItem } from './every-item.ts'
import { hashOf, notLater, type Run, recordsOf } from './run.ts'
import { expectRunning } from './running.ts'
import { lineOf } from './text.ts'

/** Companies by their ids over there. */
export class Companies {
  readonly #run: Run
  readonly #ids: Map<string, string>

  constructor(run: Run, ids: Map<string, string>) {
    this.#run = run
    this.#ids = ids
  }

  /** Also one that an earlier run has carried over. */
  async idOf(sourceId: string): Promise<string | undefined> {
    const known = this.#ids.get(sourceId)
    if (known !== undefined) return known
    const found = (await recordsOf(this.#run, 'company', [sourceId])).get(sourceId)?.targetId ?? undefined
    if (found !== undefined) this.#ids.set(sourceId, found)
    return found
  }
}

/** In a dry run those that would be new have no id. */
export async function carryCompanies(run: Run): Promise<Companies> {
  const { gathered, tally, past, desk, source, isDry, now } = run
  const companies = [...gathered.companies.values()]
  const known = await recordsOf(
    run,
    'company',
    companies.map(({ id }) => id),
  )
  const ids = new Map<string, string>()
  const byExternalId = new Map<string, string>()
  if (companies.some(({ id, externalId }) => externalId !== undefined && !known.has(id)))
    for await (const { id, externalId } of everyItem((place) => desk.system(`import ${source}`).companies.list(place)))
      if (externalId != null) byExternalId.set(externalId, id)
  for (const company of companies) {
    expectRunning(run.signal)
    const hash = hashOf(company)
    const record = known.get(company.id)
    if (record?.targetId) ids.set(company.id, record.targetId)
    if (record?.hash === hash || record?.targetId === null) {
      tally.companies.unchanged += 1
      continue
    }
    const name = lineOf(company.name, 200) || `#${company.id}`
    const same = company.externalId === undefined ? undefined : byExternalId.get(company.externalId)
    tally.companies[record ? 'changed' : 'new'] += 1
    if (isDry) continue
    try {
      const targetId = await past.record(async (at) => {
        const services = at(notLater(company.createdAt ?? now, now))
        const id = record?.targetId ?? same ?? (await services.companies.create({ name, ...externalIdOf(company.externalId) })).id
        if (record) await at().companies.update({ companyId: id, name })
        await at().imports.remember({ source, records: [{ kind: 'company', sourceId: company.id, targetId: id, hash }] })
        return id
      })
      ids.set(company.id, targetId)
    } catch (error) {
      if (!isDeskError(error) || error.status >= 500) throw error
      tally.faults.push({ file: `company ${company.id}`, line: null, reason: error.message })
    }
  }
  return new Companies(run, ids)
}

export const externalIdOf = (externalId: string | undefined): { externalId?: string } => {
  const line = externalId === undefined ? '' : lineOf(externalId, 300)
  return line === '' ? {} : { externalId: line }
}
