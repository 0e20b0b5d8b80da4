import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import { inLanguage } from '../value/texts-by-language.ts'
import {
  CatalogueById,
  type CatalogueContract,
  CatalogueEntry,
  CataloguePage,
  ListCatalogue,
  RequestedBy,
  RequestOfTicket,
} from './contract.ts'
import { audiencePredicate, companiesOf, contentOf, entriesOf, machineOf, seeEntry, viewEntry } from './entry-row.ts'

const { query } = forContract<CatalogueContract>()

export const list = query({
  route: 'GET /catalogue',
  summary: 'The ready-made requests that the caller may pick, in their order and the caller’s language.',
  permission: 'ticket.create',
  audience: 'both',
  input: ListCatalogue,
  output: CataloguePage,
  async run(work, input) {
    const context = contextOf(work)
    const isStaff = context.actor.capacity.acting === 'staff'
    const page = new Page(context, 'catalogue.list', input)
    let rows = entriesOf(context).where(audiencePredicate(context.actor))
    if (!input.withInactive) rows = rows.where('catalogue_entry.is_active', '=', true)
    const { after } = page
    if (after)
      rows = rows.where((where) =>
        where.or([
          where('catalogue_entry.position', '>', Number(after[0])),
          where.and([where('catalogue_entry.position', '=', Number(after[0])), where('catalogue_entry.id', '>', String(after[1]))]),
        ]),
      )
    const found = await rows.orderBy('catalogue_entry.position').orderBy('catalogue_entry.id').limit(page.take).execute()
    const shown = found.slice(0, page.limit)
    const companies = isStaff
      ? await companiesOf(
          context,
          shown.map(({ id }) => id),
        )
      : new Map<string, string[]>()
    const { nextCursor } = page.of(found, ({ position, id }) => [position, id], [])
    return {
      items: shown
        .filter((row) => isStaff || machineOf(context, contentOf(row)))
        .map((row) => viewEntry(context, row, companies.get(row.id) ?? [])),
      nextCursor,
    }
  },
})

export const get = query({
  route: 'GET /catalogue/:catalogueEntryId',
  summary: 'One entry with the form that it asks by; for staff also an earlier version.',
  permission: 'ticket.create',
  audience: 'both',
  input: CatalogueById,
  output: CatalogueEntry,
  async run(work, { catalogueEntryId, version }) {
    const context = contextOf(work)
    const { unit, actor } = context
    const row = await seeEntry(context, catalogueEntryId)
    const companies = actor.capacity.acting === 'staff' ? await companiesOf(context, [catalogueEntryId]) : new Map<string, string[]>()
    if (version === undefined || version === row.version) return viewEntry(context, row, companies.get(catalogueEntryId) ?? [])
    const earlier = await unit.db
      .selectFrom('catalogue_version')
      .select(['version', 'content_json', 'created_at'])
      .where('entry_id', '=', catalogueEntryId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (!earlier) throw coreError('catalogue.not_found', { catalogueEntryId })
    return viewEntry(
      context,
      { ...row, version, content_json: earlier.content_json, updated_at: earlier.created_at },
      companies.get(catalogueEntryId) ?? [],
    )
  },
})

export const requestedBy = query({
  route: 'GET /tickets/:ticketId/catalogue',
  summary: 'By which entry of the catalogue, and which version of it, a ticket was asked for.',
  permission: 'ticket.read',
  audience: 'both',
  input: RequestOfTicket,
  output: RequestedBy,
  async run(work, { ticketId }) {
    const context = contextOf(work)
    const { unit, actor } = context
    await work.ticket(ticketId)
    const row = await unit.db
      .selectFrom('catalogue_request')
      .innerJoin('catalogue_version', (join) =>
        join
          .onRef('catalogue_version.entry_id', '=', 'catalogue_request.entry_id')
          .onRef('catalogue_version.version', '=', 'catalogue_request.version'),
      )
      .select(['catalogue_request.entry_id', 'catalogue_request.version', 'catalogue_version.content_json'])
      .where('ticket_id', '=', ticketId)
      .executeTakeFirst()
    if (!row) return { catalogueEntryId: null, version: null, title: null }
    return { catalogueEntryId: row.entry_id, version: row.version, title: inLanguage(contentOf(row).titles, actor.languages).text }
  },
})
