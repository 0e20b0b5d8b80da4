import type { PageView } from '@deskwright/core'
import type { NavItem } from '@deskwright/page'
import type { PortalSite } from '../kit.ts'
import { pages as ownPages } from '../pages/pages.ts'
import type { Words } from '../texts/portal-texts.ts'
import { isFor, navigable } from './layout.ts'
import type { Reader } from './reader.ts'

interface Visit {
  readonly site: Pick<PortalSite, 'path' | 'pages'>
  readonly reader: Pick<Reader, 'me' | 'language'>
  readonly words: Words
  readonly view: Pick<PageView, 'href'>
}

/** The portal's own places and those of the installed plugins, in one order; whoever has not signed in has the public ones. */
export function navigation(visit: Visit): NavItem[] {
  const items = [...ownItems(visit), ...pluginItems(visit)]
  return items.sort((one, other) => one.order - other.order).map(({ item }) => item)
}

function ownItems({ site, view, words, reader: { me } }: Visit) {
  if (!me) return []
  return ownPages.flatMap(({ path, nav, title, isFor }) =>
    nav === undefined || (isFor && !isFor(me))
      ? []
      : [{ order: nav, item: { href: view.href(path), text: words(title as 'portal.nav.home'), isCurrent: isAt(site.path, path) } }],
  )
}

const pluginItems = ({ site, view, reader }: Visit) =>
  navigable(site.pages, reader.me !== null)
    .filter((page) => page.plugin !== 'portal' && isFor(page, reader.me))
    .map(({ path, title, nav }) => ({
      order: nav?.order ?? 50,
      item: { href: view.href(path as '/'), text: title[reader.language] ?? title.en, isCurrent: isAt(site.path, path) },
    }))

const isAt = (path: string, item: string): boolean => path === item || (item !== '/' && path.startsWith(`${item}/`))
