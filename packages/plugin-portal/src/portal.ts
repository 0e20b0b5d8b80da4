import type { DeskPlugin, PageSpec, PageView } from '@deskwright/core'
import type { PortalContract } from './contract.ts'
import { kit, type PortalDesk, type PortalSite } from './kit.ts'
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
  return kit.definePlugin({
    id: 'portal',
    version: '0.0.0',
    contract: 1,
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
    audience: page.path === '/' ? 'public' : 'customer',
    slot: 'page',
    ...(nav === undefined ? {} : { nav: { order: nav } }),
    render: async (desk, view) => page.show(await bareContext(desk, view)),
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
  }
}
