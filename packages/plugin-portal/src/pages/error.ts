import type { PageBody, SiteRefusal } from '@deskwright/core'
import { banner, buttonLink, emptyState, html } from '@deskwright/page'
import type { PortalOptions } from '../options.ts'
import type { Context } from '../shell/context.ts'
import type { Words } from '../texts/portal-texts.ts'
import { askForm, type EnterView } from './enter.ts'

/** What went wrong, and the way back. What there is not and what one may not see are told the same. */
export function errorBody(words: Words, { status, detail, incident }: SiteRefusal, home: string): PageBody {
  const action = buttonLink(home, words('portal.error.home'), 'second')
  if (status === 404) {
    const title = words('portal.error.not_found')
    return { title, body: html`<h1>${title}</h1>${emptyState({ title: '', text: words('portal.error.not_found_text'), action })}` }
  }
  const title = words(status >= 500 ? 'portal.error.busy' : status === 403 ? 'portal.error.denied' : 'portal.form.faults')
  const text = status >= 500 ? words('portal.error.busy_text') : detail
  return {
    title,
    body: html`<h1>${title}</h1>${banner(html`<span dir="auto">${text}</span>`, 'bad')}${incident !== undefined && html`<p class="dw-hint">${words('portal.error.incident', { incident })}</p>`}<p class="dw-actions">${action}</p>`,
  }
}

/** For whoever has not signed in: at the host, by a link in a mail, or both. */
export function signInBody(
  { words, view }: Pick<Context, 'words'> & { readonly view: EnterView },
  { signIn, entry }: PortalOptions,
): PageBody {
  const title = words('portal.enter.title')
  const action = signIn === undefined ? undefined : buttonLink(signIn, words('portal.enter.button'), entry ? 'second' : 'first')
  if (!entry) return { title, body: html`<h1>${title}</h1>${emptyState({ title: words('portal.enter.text'), ...(action && { action }) })}` }
  return {
    title,
    body: html`<div class="dw-narrow"><div class="dw-title"><h1>${title}</h1></div>${askForm({ words, view })}${action && html`<p class="dw-actions">${action}</p>`}</div>`,
  }
}
