import type { Html } from '@deskwright/core'
import { html, section } from '@deskwright/page'
import type { Context, PortalPage } from '../shell/context.ts'

const MOST_ENTRIES = 200

/** The kinds of requests as cards. */
export async function typeChoices({ desk, view }: Context): Promise<Html> {
  const { items } = await desk.types.list()
  return html`<ul class="dw-choices">${items.map(({ id, title }) => html`<li><a href="${view.href(`/new/type/${id}`)}"><strong>${title}</strong></a></li>`)}</ul>`
}

/** The first step of a request: a ready-made one, or a kind. */
export const newChoice: PortalPage = {
  path: '/new',
  title: 'portal.new.title',
  nav: 20,
  async show(context) {
    const { desk, view, words } = context
    const [types, { items }] = await Promise.all([typeChoices(context), desk.catalogue.list({ limit: MOST_ENTRIES })])
    const entries = html`<ul class="dw-choices">${items.map(
      ({ id, title, description }) =>
        html`<li><a href="${view.href(`/new/entry/${id}`)}"><strong dir="auto">${title}</strong>${description !== null && html`<span dir="auto">${description}</span>`}</a></li>`,
    )}</ul>`
    return html`<div class="dw-title"><h1>${words('portal.new.title')}</h1><p class="dw-lead">${words('portal.new.lead')}</p></div>
${items.length > 0 ? [section({ title: words('portal.new.catalogue'), body: entries }), section({ title: words('portal.new.other'), body: types })] : types}`
  },
}
