import type { PageBody, SiteRefusal } from '@deskwright/core'
import { banner, buttonLink, emptyState, html } from '@deskwright/page'
import type { PortalOptions } from '../options.ts'
import type { Words } from '../texts/portal-texts.ts'

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

/** For whoever has not signed in: where they do it is the host's. */
export function signInBody(words: Words, { signIn }: PortalOptions): PageBody {
  const title = words('portal.enter.title')
  return {
    title,
    body: html`<h1>${title}</h1>${emptyState({
      title: words('portal.enter.text'),
      ...(signIn === undefined ? {} : { action: buttonLink(signIn, words('portal.enter.button')) }),
    })}`,
  }
}
