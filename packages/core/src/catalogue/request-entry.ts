import { contextOf } from '../operation/context-of.ts'
import { nestedMethod } from '../operation/services.ts'
import { forContract } from '../plugin/kit.ts'
import { TicketView } from '../ticket/schemas.ts'
import { inLanguage } from '../value/texts-by-language.ts'
import { type CatalogueContract, RequestFromCatalogue } from './contract.ts'
import { contentOf, seeEntry } from './entry-row.ts'

const { command } = forContract<CatalogueContract>()

export const request = command({
  route: 'POST /catalogue/:catalogueEntryId/requests',
  summary: 'Asks for something by its entry in the catalogue: opens the ticket, filled in as the entry says.',
  permission: 'ticket.create',
  audience: 'both',
  input: RequestFromCatalogue,
  output: TicketView,
  filesInto: 'attachments',
  async run(work, { subject, ...input }) {
    const context = contextOf(work)
    const { unit, actor } = context
    const content = contentOf(await seeEntry(context, input.catalogueEntryId))
    const requester = input.requesterId === undefined || input.requesterId === actor.personId ? actor : await work.person(input.requesterId)
    const chain = unit.runtime.composition.texts.chain([input.language, requester.language].flatMap((tag) => tag ?? []))
    const created: unknown = await nestedMethod(
      context,
      'tickets',
      'create',
    )({ ...input, subject: subject ?? inLanguage(content.subjects, chain).text })
    return created as TicketView
  },
})
