import { button, buttonLink, emptyState, html, list, pagination, tabs } from '@deskwright/page'
import type { Context, Me, PortalPage } from '../shell/context.ts'
import { numberText, requestRow, statusBadge } from './rows.ts'

const PAGE = 20
const MAX_CURSOR = 2000

/** With authority: a grant over the company that is acted for, to see its tickets. */
const seesCompany = (me: Me | null): boolean =>
  me?.companyId != null &&
  me.grants.some(
    ({ scope, scopeId, permissions }) => scope === 'company' && scopeId === me.companyId && permissions.includes('ticket.read'),
  )

export const requests: PortalPage = {
  path: '/requests',
  title: 'portal.nav.requests',
  nav: 10,
  async show(context) {
    const { view, words, me } = context
    const query = view.query.get('q')?.trim().slice(0, 300) ?? ''
    const search = html`<form class="dw-search" role="search" method="get" action="${view.href('/requests')}"><input type="search" name="q" value="${query}" dir="auto" aria-label="${words('portal.search.label')}" placeholder="${words('portal.search.label')}">${button({ text: words('portal.search.button'), kind: 'second' })}</form>`
    const head = html`<div class="dw-title"><h1>${words('portal.nav.requests')}</h1></div>${search}`
    if (query) return html`${head}${await found(context, query)}`
    const isCompany = seesCompany(me) && view.query.get('show') === 'company'
    const isDone = view.query.get('state') === 'done'
    const at = (show: boolean, done: boolean) =>
      view.href('/requests', { show: show ? 'company' : undefined, state: done ? 'done' : undefined })
    const cursor = cursorOf(view.query)
    const { items, nextCursor } = await context.desk.tickets.list({
      open: !isDone,
      ...(isCompany ? {} : { requesterId: 'me' as const }),
      sort: 'updated',
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    })
    return html`${head}${tabs(
      [
        {
          href: at(false, false),
          text: seesCompany(me) ? `${words('portal.list.mine')} · ${words('portal.list.open')}` : words('portal.list.open'),
          isCurrent: !isCompany && !isDone,
        },
        {
          href: at(false, true),
          text: seesCompany(me) ? `${words('portal.list.mine')} · ${words('portal.list.done')}` : words('portal.list.done'),
          isCurrent: !isCompany && isDone,
        },
        ...(seesCompany(me)
          ? [
              {
                href: at(true, false),
                text: `${words('portal.list.company')} · ${words('portal.list.open')}`,
                isCurrent: isCompany && !isDone,
              },
              {
                href: at(true, true),
                text: `${words('portal.list.company')} · ${words('portal.list.done')}`,
                isCurrent: isCompany && isDone,
              },
            ]
          : []),
      ],
      words('portal.list.views'),
    )}${
      items.length
        ? list(items.map((request) => requestRow(context, request, isCompany)))
        : emptyState({
            title: words('portal.list.none'),
            text: words('portal.list.none_text'),
            action: buttonLink(view.href('/new'), words('portal.nav.new')),
          })
    }${pages(context, at(isCompany, isDone), nextCursor)}`
  },
}

async function found(context: Context, query: string) {
  const { desk, view, words } = context
  const cursor = cursorOf(view.query)
  const { items, nextCursor } = await desk.search.find({ query, kind: 'ticket', limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })
  const rows = items.flatMap(({ ticket, title, excerpt }) =>
    ticket
      ? [
          {
            href: view.href(`/requests/${ticket.id}`),
            title,
            badge: statusBadge(ticket),
            facts: [numberText(ticket.number), excerpt && marked(excerpt.text, excerpt.matches)],
          },
        ]
      : [],
  )
  const head = html`<h2>${words('portal.search.results', { query })}</h2>`
  if (!rows.length) return html`${head}${emptyState({ title: words('portal.search.none'), text: words('portal.search.none_text') })}`
  return html`${head}${list(rows)}${pages(context, view.href('/requests', { q: query }), nextCursor)}`
}

/** Text with the places that were found. */
function marked(text: string, matches: readonly { readonly start: number; readonly end: number }[]) {
  let end = 0
  const parts = matches.map((match) => {
    const part = html`${text.slice(end, match.start)}<mark>${text.slice(match.start, match.end)}</mark>`
    end = match.end
    return part
  })
  return html`<bdi>${parts}${text.slice(end)}</bdi>`
}

const cursorOf = (query: URLSearchParams): string | undefined => query.get('cursor')?.slice(0, MAX_CURSOR) || undefined

function pages({ view, words }: Context, first: string, nextCursor: string | null) {
  const next = nextCursor === null ? null : `${first}${first.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(nextCursor)}`
  return pagination({
    first: view.query.has('cursor') ? first : null,
    next,
    words: { label: words('portal.pages.label'), first: words('portal.pages.first'), next: words('portal.pages.next') },
  })
}
