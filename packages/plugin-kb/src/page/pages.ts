import type { Html, PageSpec, PageView } from '@deskwright/core'
import { attributes, button, buttonLink, emptyState, html, link, list, pagination, section, trusted } from '@deskwright/page'
import type { KbContract } from '../contract.ts'
import type { ListedArticle } from '../reader/schemas.ts'
import { placedLinks } from './placed-links.ts'

type Page = PageSpec<KbContract>
type Desk = Parameters<Page['render']>[0]

const PAGE = 20
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Search, and what there is: open to everybody, each sees what is for them. */
const all: Page = {
  path: '/kb',
  title: { en: 'Articles', he: 'מאמרים', fa: 'مقاله‌ها', it: 'Articoli', ja: '記事', ru: 'Статьи' },
  audience: 'public',
  slot: 'page',
  nav: { order: 30 },
  async render(desk, view) {
    const query = view.query.get('q')?.trim().slice(0, 1000) ?? ''
    const head = html`<div class="dw-title"><h1>${view.text('page.search')}</h1></div>${searchForm(view, query)}`
    if (query) return html`${head}${await found(desk, view, query)}`
    const cursor = view.query.get('cursor') ?? undefined
    const { items, nextCursor } = await desk.kb.list({
      limit: PAGE,
      language: view.language,
      ...(cursor && uuid.test(cursor) ? { cursor } : {}),
    })
    if (!items.length) return html`${head}${emptyState({ title: view.text('page.empty'), action: ask(view) })}`
    return html`${head}${section({ title: view.text('page.newest'), body: articles(view, items) })}${pagination({
      first: cursor === undefined ? null : view.href('/kb'),
      next: nextCursor === null ? null : view.href('/kb', { cursor: nextCursor }),
      words: { label: view.text('page.all'), first: view.text('page.newest'), next: '→' },
    })}`
  },
}

const article: Page = {
  path: '/kb/:articleId',
  title: all.title,
  audience: 'public',
  slot: 'page',
  async render(desk, view) {
    const {
      id,
      title,
      html: text,
      language,
      direction,
      versionId,
      isOutdated,
      publishedAt,
    } = await desk.kb.read({
      articleId: view.parameters['articleId'] ?? '',
      language: view.language,
    })
    const vote = html`<form class="dw-card" method="post" action="${view.href(`/kb/${id}`)}">${view.formFields}<input type="hidden" name="versionId" value="${versionId}"><h2>${view.text('page.helped')}</h2><p class="dw-actions">${button({ text: view.text('page.yes'), kind: 'second', name: 'helped', value: 'yes' })}${button({ text: view.text('page.no'), kind: 'second', name: 'helped', value: 'no' })}${ask(view)}</p></form>`
    const body = html`<div class="dw-narrow"><div class="dw-title"><p class="dw-over">${link(view.href('/kb'), view.text('page.all'))}<span>${view.text('page.published', { at: view.formats.date(publishedAt) })}</span></p><h1 ${attributes({ lang: language, dir: direction })}>${title}</h1></div>
${isOutdated && html`<p class="dw-hint">${view.text('page.outdated')}</p>`}
<article class="dw-article" ${attributes({ lang: language, dir: direction })}>${trusted(placedLinks(text, view.href))}</article>
${view.isSignedIn ? vote : ask(view)}</div>`
    return { title, body }
  },
  /** One vote of a person for each text; the last one counts. */
  async act(desk, view) {
    const articleId = view.parameters['articleId'] ?? ''
    await desk.kb.vote({
      articleId,
      versionId: view.fields.get('versionId')?.[0] ?? '',
      isHelpful: view.fields.get('helped')?.[0] === 'yes',
    })
    return { goTo: `/kb/${articleId}`, said: view.text('page.thanks') }
  },
}

/** While a request is being written; the form that leads to a person stays around it. */
const suggested: Page = {
  path: '/kb/suggested',
  title: all.title,
  audience: 'customer',
  slot: 'request_panel',
  async render(desk, view) {
    const subject = view.query.get('subject')?.trim().slice(0, 500) ?? ''
    if (!subject) return null
    const body = view.query.get('body')?.slice(0, 2000)
    const { items } = await desk.kb.suggest({ subject, ...(body ? { body } : {}), language: view.language, limit: 3 })
    return items.length ? section({ title: view.text('page.suggested'), body: articles(view, items, true) }) : null
  },
}

/** On the first page: the quickest answer is one that is there already. */
const searchHere: Page = {
  path: '/kb/search',
  title: all.title,
  audience: 'public',
  slot: 'home_panel',
  render: (_desk, view) => section({ title: view.text('page.search'), body: searchForm(view, '') }),
}

export const pages: readonly Page[] = [all, article, suggested, searchHere]

async function found(desk: Desk, view: PageView, query: string): Promise<Html> {
  const { items, didYouMean } = await desk.kb.search({ query, language: view.language, limit: PAGE })
  if (!items.length) return emptyState({ title: view.text('page.none'), text: view.text('page.none_text'), action: ask(view) })
  return html`${didYouMean !== null && html`<p class="dw-hint">${link(view.href('/kb', { q: didYouMean }), view.text('page.meant', { question: didYouMean }))}</p>`}${articles(view, items)}`
}

const searchForm = (view: PageView, query: string): Html =>
  html`<form class="dw-search" role="search" method="get" action="${view.href('/kb')}"><input ${attributes({ type: 'search', name: 'q', value: query, dir: 'auto', 'aria-label': view.text('page.search') })}>${button({ text: view.text('page.find'), kind: 'second' })}</form>`

/** In another window where a form would be lost. */
const articles = (view: PageView, items: readonly ListedArticle[], isBeside = false): Html =>
  isBeside
    ? html`<ul class="dw-list">${items.map(({ id, title, summary, language, direction }) => html`<li><a href="${view.href(`/kb/${id}`)}" target="_blank" ${attributes({ lang: language, dir: direction })}><span class="dw-list-title">${title}</span><span class="dw-facts">${summary}</span></a></li>`)}</ul>`
    : list(
        items.map(({ id, title, summary }) => ({ href: view.href(`/kb/${id}`), title, facts: [summary && html`<bdi>${summary}</bdi>`] })),
      )

const ask = (view: PageView): Html => buttonLink(view.href('/new'), view.text('page.ask'), 'quiet')
