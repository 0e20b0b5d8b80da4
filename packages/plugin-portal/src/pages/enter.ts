import { type Html, isDeskError, type PageBody, type PageView } from '@deskwright/core'
import { banner, button, buttonLink, emptyState, field, html, userWord } from '@deskwright/page'
import { portalError } from '../errors.ts'
import type { Context, EntryContext, PortalPage } from '../shell/context.ts'

export type EnterView = Pick<PageView, 'href' | 'formFields'>

const MOST_ADDRESS = 254
const MOST_SHOWN = 100
/** As the desk has it: one sign of each kind around one `@`. */
const address = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}$/

const entryOf = ({ entry }: Context): EntryContext => {
  if (!entry) throw portalError('portal.no_page')
  return entry
}

/** The way in for whom the host has no session. */
export const askForm = (
  { words, view }: Pick<Context, 'words'> & { readonly view: EnterView },
  tried?: { readonly value: string; readonly fault: string },
): Html =>
  html`<form class="dw-form dw-card" method="post" action="${view.href('/enter')}">${view.formFields}<p class="dw-hint">${words('portal.enter.lead')}</p>${field(
    {
      kind: 'email',
      name: 'address',
      label: words('portal.enter.address'),
      autocomplete: 'email',
      isRequired: true,
      maxLength: MOST_ADDRESS,
      ...(tried ?? {}),
    },
  )}<p class="dw-actions">${button({ text: words('portal.enter.send') })}</p></form>`

/** Whoever asks is told the same, whether anybody is known by the address or not. */
export const ask: PortalPage = {
  path: '/enter',
  title: 'portal.enter.title',
  isPublic: true,
  async show(context) {
    entryOf(context)
    const { words } = context
    return html`<div class="dw-narrow"><div class="dw-title"><h1>${words('portal.enter.title')}</h1></div>${askForm(context)}</div>`
  },
  async act(context, { fields }) {
    const { portal, minutes } = entryOf(context)
    const { words, view } = context
    const value = fields.get('address')?.[0]?.trim().slice(0, MOST_ADDRESS) ?? ''
    const wrong = () =>
      html`<div class="dw-narrow"><div class="dw-title"><h1>${words('portal.enter.title')}</h1></div>${askForm(context, { value, fault: words('portal.enter.bad_address') })}</div>`
    if (!address.test(value)) return wrong()
    try {
      await portal.askForLink({ address: value, language: view.language })
    } catch (error) {
      if (isDeskError(error) && error.status === 422) return wrong()
      throw error
    }
    // Said once, by a cookie: an address in the page's own would stand in logs and histories.
    const shown = value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value
    return { goTo: '/enter/asked', said: words('portal.enter.asked', { address: shown, minutes: view.formats.number(minutes) }) }
  },
}

export const asked: PortalPage = {
  path: '/enter/asked',
  title: 'portal.enter.asked_title',
  isPublic: true,
  async show(context) {
    entryOf(context)
    const { words, view } = context
    return html`<div class="dw-narrow"><div class="dw-title"><h1>${words('portal.enter.asked_title')}</h1></div><p class="dw-actions">${buttonLink(view.href('/enter'), words('portal.enter.again'), 'second')}</p></div>`
  },
}

/** Looking at it uses nothing up: programs look at links in mails before people do. */
export const useLink: PortalPage = {
  path: '/enter/:secret',
  title: 'portal.enter.title',
  isPublic: true,
  async show(context) {
    const { portal } = entryOf(context)
    try {
      return welcome(context, (await portal.entry({ secret: context.view.parameters['secret'] ?? '' })).people)
    } catch (error) {
      return over(context, error)
    }
  },
  async act(context, { fields }) {
    const { portal } = entryOf(context)
    const personId = fields.get('personId')?.[0]
    try {
      const { secret } = await portal.enter({ secret: context.view.parameters['secret'] ?? '', ...(personId ? { personId } : {}) })
      return { goTo: '/', keep: { deskportal_session: secret, deskportal_company: null } }
    } catch (error) {
      return over(context, error)
    }
  },
}

interface Known {
  readonly id: string
  readonly name: string
  readonly companies: readonly string[]
}

function welcome({ words, view }: Context, people: readonly Known[]): PageBody {
  const [one] = people
  const isOne = people.length === 1 && one !== undefined
  const title = isOne ? words('portal.enter.welcome', { name: one.name }) : words('portal.enter.who')
  const body = html`<div class="dw-narrow"><div class="dw-title"><h1>${title}</h1></div><form class="dw-form dw-card" method="post" action="${view.href(`/enter/${view.parameters['secret'] ?? ''}`)}">${view.formFields}${
    isOne
      ? one.companies.length > 0 && html`<p>${userWord(view.formats.list(one.companies))}</p>`
      : field({
          kind: 'radios',
          name: 'personId',
          label: words('portal.enter.who'),
          choices: people.map(({ id, name, companies }) => ({
            value: id,
            title: companies.length ? `${name} (${companies.join(', ')})` : name,
          })),
          isRequired: true,
        })
  }<p class="dw-actions">${button({ text: words('portal.enter.continue') })}</p></form></div>`
  return { title, body }
}

/** Used, too old, taken back or never made: all the same. */
function over(context: Context, error: unknown): PageBody {
  if (!isDeskError(error) || error.status >= 500) throw error
  const { words } = context
  const title = words('portal.enter.over')
  return {
    title,
    body: html`<div class="dw-narrow"><div class="dw-title"><h1>${title}</h1></div>${banner(words('portal.enter.over_text'), 'wait')}${askForm(context)}</div>`,
  }
}

/** Out here, and everywhere if that is wanted. */
export const leave: PortalPage = {
  path: '/leave',
  title: 'portal.enter.out',
  isPublic: true,
  async show(context) {
    const { session } = entryOf(context)
    const { words, view } = context
    const title = words('portal.enter.out')
    if (session === undefined)
      return html`<h1>${title}</h1>${emptyState({ title: words('portal.enter.out_done'), action: buttonLink(view.href('/enter'), words('portal.enter.button')) })}`
    return html`<div class="dw-narrow"><div class="dw-title"><h1>${title}</h1></div><form class="dw-form dw-card" method="post" action="${view.href('/leave')}">${view.formFields}<p class="dw-actions">${button({ text: title })}${button({ text: words('portal.enter.out_everywhere'), kind: 'second', name: 'everywhere', value: 'yes' })}</p></form></div>`
  },
  async act(context, { fields }) {
    const { portal, session } = entryOf(context)
    if (session !== undefined) {
      const { session: found } = await portal.session({ secret: session })
      if (fields.get('everywhere')?.[0] === 'yes' && found) await portal.endSessions({ personId: found.personId })
      else await portal.signOut({ secret: session })
    }
    return { goTo: '/leave', keep: { deskportal_session: null, deskportal_company: null } }
  },
}
