import { mayEverywhere } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { fieldChanges, recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { type CatalogueContent, type CatalogueContract, CatalogueEntry, CreateCatalogueEntry, UpdateCatalogueEntry } from './contract.ts'
import { companiesOf, contentOf, type EntryRow, seeEntry, viewEntry } from './entry-row.ts'
import { expectContent } from './expect-content.ts'

const { command } = forContract<CatalogueContract>()
const record = recorderFor<CatalogueContract>()

/** The catalogue is the whole desk's, so the right to change it is the right over all. */
function expectMayManage({ unit, actor }: CallContext): void {
  if (!mayEverywhere(actor, unit.runtime.composition.permissions.bit('catalogue.manage')))
    throw coreError('access.denied', { permission: 'catalogue.manage' })
}

export const create = command({
  route: 'POST /catalogue',
  summary: 'Adds a ready-made request to the catalogue.',
  permission: 'catalogue.manage',
  audience: 'staff',
  input: CreateCatalogueEntry,
  output: CatalogueEntry,
  async run(work, { audience, companyIds = [], position = 0, isActive = true, content }) {
    const context = contextOf(work)
    const { unit } = context
    expectMayManage(context)
    await expectContent(context, audience, companyIds, content)
    const id = work.newId()
    const entry = { id, audience, is_active: isActive, position, version: 1, created_at: unit.now, updated_at: unit.now }
    await record(context, 'catalogue.entry_created', { catalogueEntryId: id }, async () => {
      await unit.db.insertInto('catalogue_entry').values(entry).execute()
      await writeVersion(context, id, 1, content)
      await writeCompanies(context, id, companyIds)
    })
    return viewEntry(context, { ...entry, content_json: content }, companyIds)
  },
})

export const update = command({
  route: 'PATCH /catalogue/:catalogueEntryId',
  summary: 'Changes an entry: a new version. What was asked for by an earlier one stays as it was asked.',
  permission: 'catalogue.manage',
  audience: 'staff',
  input: UpdateCatalogueEntry,
  output: CatalogueEntry,
  async run(work, { catalogueEntryId, expectedVersion, ...given }) {
    const context = contextOf(work)
    const { unit } = context
    expectMayManage(context)
    // Held until the commit: versions follow each other without a gap.
    await unit.db.selectFrom('catalogue_entry').select('id').where('id', '=', catalogueEntryId).forNoKeyUpdate().execute()
    const before = await seeEntry(context, catalogueEntryId)
    if (expectedVersion !== undefined && before.version !== expectedVersion)
      throw coreError('catalogue.conflict', { version: before.version }, { details: { currentVersion: before.version } })
    const companiesBefore = (await companiesOf(context, [catalogueEntryId])).get(catalogueEntryId) ?? []
    const audience = given.audience ?? before.audience
    const companyIds = [...(given.companyIds ?? (audience === 'companies' ? companiesBefore : []))].sort()
    const content = given.content ?? contentOf(before)
    await expectContent(context, audience, companyIds, content)
    const after: EntryRow = {
      ...before,
      audience,
      is_active: given.isActive ?? before.is_active,
      position: given.position ?? before.position,
      version: before.version + 1,
      content_json: content,
      updated_at: unit.now,
    }
    const changes = fieldChanges(shown(before, companiesBefore), shown(after, companyIds), [
      'audience',
      'companies',
      'isActive',
      'position',
      'content',
    ])
    if (!changes.length) return viewEntry(context, before, companiesBefore)
    const payload = { catalogueEntryId, version: after.version, fields: changes.map(({ field }) => field) }
    await record(
      context,
      'catalogue.entry_updated',
      payload,
      async () => {
        await writeVersion(context, catalogueEntryId, after.version, content)
        const { is_active, position, version } = after
        await unit.db
          .updateTable('catalogue_entry')
          .set({ audience, is_active, position, version, updated_at: unit.now })
          .where('id', '=', catalogueEntryId)
          .execute()
        await unit.db.deleteFrom('catalogue_company').where('entry_id', '=', catalogueEntryId).execute()
        await writeCompanies(context, catalogueEntryId, companyIds)
      },
      changes,
    )
    return viewEntry(context, after, companyIds)
  },
})

const writeVersion = ({ unit, actor }: CallContext, entryId: string, version: number, content: CatalogueContent) =>
  unit.db
    .insertInto('catalogue_version')
    .values({ entry_id: entryId, version, content_json: content, created_by: actor.id, created_at: unit.now })
    .execute()

async function writeCompanies({ unit }: CallContext, entryId: string, companyIds: readonly string[]): Promise<void> {
  if (!companyIds.length) return
  const rows = companyIds.map((companyId) => ({ entry_id: entryId, company_id: companyId }))
  await unit.db.insertInto('catalogue_company').values(rows).execute()
}

/** As the history keeps it. Keys in one order: PostgreSQL's jsonb has its own. */
const shown = (row: EntryRow, companyIds: readonly string[]) => ({
  audience: row.audience,
  companies: companyIds.join(' ') || null,
  isActive: row.is_active,
  position: String(row.position),
  content: inOrder(contentOf(row)),
})
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
