import { type DeskPlugin, isDeskError, type PageSpec, type PageView } from '@deskwright/core'
import { html } from '@deskwright/page'
import type { PortalContract } from './contract.ts'
import { letterJobs } from './entry/letters.ts'
import { operations } from './entry/operations.ts'
import { personalData } from './entry/personal-data.ts'
import { events, permissions, roles } from './entry/titles.ts'
import { kit, type PortalDesk, type PortalSite } from './kit.ts'
import { entry as entryTables } from './migrations/0001-entry.ts'
import { expectOptions, type PortalOptions } from './options.ts'
import { pages as ownPages } from './pages/pages.ts'
import { portalAnswer } from './shell/answer.ts'
import type { Context, PortalPage } from './shell/context.ts'
import { catalogues } from './texts/catalogues.ts'
import { en } from './texts/en.ts'
import type { Words } from './texts/portal-texts.ts'

/** The customer's own pages, as the desk's site: requests, conversation, settings, and what the other installed plugins bring. Throws `portal.bad_options`. */
export const portal = (options: PortalOptions = {}): DeskPlugin<PortalContract> => {
  expectOptions(options)
  const answer = portalAnswer(options)
  const letters = letterJobs(options)
  return kit.definePlugin({
    id: 'portal',
    version: '0.0.0',
    contract: 1,
    operations,
    permissions,
    roles,
    events,
    migrations: { '0001_entry': entryTables },
    personalData,
    // Hashes of what lets somebody in: at another place nobody comes in by them.
    transfer: { portal_entry: 'secret', portal_session: 'secret', portal_link_request: 'passing' },
    acts: ['portal.manage', 'person.read', 'person.create', 'company.read', 'company.manage_members'],
    jobs: {
      link: { run: letters.link },
      invitation: { run: letters.invitation },
      forget: { every: '1d', run: async (desk) => void (await desk.portal.forget()) },
    },
    setup(ctx) {
      // Whoever is let in again later, or has another address, does not come in by what there was before.
      ctx.within('person.deactivated', async ({ personId }, work) => void (await work.asPlugin.portal.endSessions({ personId })))
      ctx.within('person.updated', async ({ personId, fields }, work) => {
        if (fields.includes('email')) await work.asPlugin.portal.endSessions({ personId })
      })
    },
    pages: ownPages.map(declared),
    site: { answer: (site: PortalSite) => answer(site) },
    texts: catalogues,
  })(options)
}

/** Declared like everybody's, so that no two pages are one address. Outside of the portal's frame there are no panels. */
function declared(page: PortalPage): PageSpec<PortalContract> {
  const { path, nav } = page
  return {
    path,
    title: en[page.title],
    audience: page.isPublic ? 'public' : 'customer',
    slot: 'page',
    ...(nav === undefined ? {} : { nav: { order: nav } }),
    async render(desk, view) {
      try {
        return await page.show(await bareContext(desk, view))
      } catch (error) {
        // Outside of the portal nobody enters, and what is not for the reader is nothing.
        if (isDeskError(error) && error.code === 'portal.no_page') return html``
        throw error
      }
    },
  }
}

async function bareContext(desk: PortalDesk, view: PageView): Promise<Context> {
  const words: Words = (key, ...[params]) => view.texts.textOf(key, params ?? {}, view.languages)
  return {
    desk,
    once: desk,
    view,
    words,
    me: view.isSignedIn ? await desk.people.me() : null,
    panels: async () => [],
    refusalOf: () => ({ status: 422, code: '', title: '', detail: '', faults: [], incident: undefined }),
    settings: { calendar: '', look: '' },
    entry: undefined,
  }
}
