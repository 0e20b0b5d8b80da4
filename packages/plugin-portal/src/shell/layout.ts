import type { Html, InstalledPage } from '@deskwright/core'
import { attributes, banner, html, htmlText, type NavItem, nav, type Tone } from '@deskwright/page'
import { type PortalLanguage, portalLanguages } from '../texts/catalogues.ts'
import type { Words } from '../texts/portal-texts.ts'
import type { Me } from './context.ts'

export interface Frame {
  readonly name: string
  readonly title: string
  readonly body: Html
  readonly language: PortalLanguage
  readonly direction: 'ltr' | 'rtl'
  readonly look: 'light' | 'dark' | undefined
  readonly words: Words
  readonly navigation: readonly NavItem[]
  readonly href: (path: `/${string}`) => string
  readonly assets: { readonly style: string; readonly script: string; readonly icon: string }
  readonly formFields: Html
  /** Where the page is, to come back to it in another language. */
  readonly here: string
  readonly said: { readonly text: string; readonly tone: Tone } | undefined
}

/** As many places as stand beside one another on a phone, in every language. */
const FEW = 2

/** The whole page around what a page says. */
export function layout(frame: Frame): string {
  const { words, language, direction, look, name, title, body, href, assets, said } = frame
  return `<!doctype html>\n${htmlText(html`<html lang="${language}" dir="${direction}" ${attributes({ 'data-look': look })}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${words('portal.title', { page: title, name })}</title>
<link rel="icon" type="image/svg+xml" href="${assets.icon}"><link rel="stylesheet" href="${assets.style}"><script src="${assets.script}" defer></script></head>
<body><a class="dw-skip" href="#main">${words('portal.skip')}</a>
<header class="dw-head"><div class="dw-head-in"><a class="dw-brand" href="${href('/')}"><bdi>${name}</bdi></a>${navigationOf(frame)}</div></header>
<main id="main" tabindex="-1" data-close="${words('portal.widget.close')}" data-failed="${words('portal.widget.failed')}">${said && banner(html`<span dir="auto">${said.text}</span>`, said.tone)}${body}</main>
<footer class="dw-foot">${languages(frame)}</footer></body></html>`)}`
}

/** On a phone more than a few places open from a button: without a script, and closed again by the escape key or beside it. */
function navigationOf({ navigation, words }: Frame): Html | null {
  if (!navigation.length) return null
  const places = nav(navigation, words('portal.nav.label'))
  if (navigation.length <= FEW) return places
  return html`<button class="dw-menu" type="button" popovertarget="dw-places">${words('portal.nav.menu')}</button><div class="dw-places" id="dw-places" popover>${places}</div>`
}

const languages = ({ language, href, formFields, here, words }: Frame): Html =>
  html`<form class="dw-languages" method="post" action="${href('/settings/language')}" ${attributes({ 'aria-label': words('portal.settings.language') })}>${formFields}<input type="hidden" name="back" value="${here}">${portalLanguages.map(
    ({ code, name }) =>
      html`<button ${attributes({ type: 'submit', name: 'language', value: code, lang: code, 'aria-current': code === language && 'true' })}>${name}</button>`,
  )}</form>`

/** Of the plugins' pages those that are for the reader and want a place. */
export const navigable = (pages: readonly InstalledPage[], isSignedIn: boolean): readonly InstalledPage[] =>
  pages.filter(
    ({ slot, nav: place, audience, path }) => slot === 'page' && place && !path.includes(':') && mayBeShown(audience, isSignedIn),
  )

/** Whoever has not signed in holds nothing. */
export const isFor = ({ permission }: Pick<InstalledPage, 'permission'>, me: Me | null): boolean =>
  permission === undefined || me?.grants.some(({ permissions }) => permissions.includes(permission)) === true

export const mayBeShown = (audience: InstalledPage['audience'], isSignedIn: boolean): boolean =>
  audience === 'public' || (isSignedIn && (audience === 'both' || audience === 'customer'))
