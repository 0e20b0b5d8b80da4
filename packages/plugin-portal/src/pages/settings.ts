import type { Html } from '@deskwright/core'
import { button, buttonLink, field, html, link, section } from '@deskwright/page'
import type { PortalDesk } from '../kit.ts'
import type { Context, PortalForm, PortalPage, Turn } from '../shell/context.ts'
import { calendars } from '../shell/reader.ts'
import { portalLanguages } from '../texts/catalogues.ts'
import type { PortalTextKey } from '../texts/portal-texts.ts'

const reasons = ['requester', 'cc', 'approver'] as const
const looks = ['light', 'dark'] as const

/** How the portal speaks, looks and tells. */
export const settings: PortalPage = {
  path: '/settings',
  title: 'portal.settings.title',
  nav: 90,
  async show(context) {
    const { desk, view, words, me, settings: chosen } = context
    const { items } = await desk.notifications.preferences()
    const word = (key: PortalTextKey) => words(key as 'portal.nav.home')
    const companies = me?.person.memberships.map(({ company }) => company) ?? []
    return html`<div class="dw-narrow"><div class="dw-title"><h1>${words('portal.settings.title')}</h1></div>
<form class="dw-form" method="post" action="${view.href('/settings')}">${view.formFields}
<div class="dw-card dw-form">${field({
      kind: 'radios',
      name: 'language',
      label: words('portal.settings.language'),
      choices: portalLanguages.map(({ code, name }) => ({ value: code, title: name })),
      value: view.language,
    })}</div>
<div class="dw-card dw-form">${field({
      kind: 'radios',
      name: 'calendar',
      label: words('portal.settings.calendar'),
      choices: ['usual', ...calendars].map((one) => ({ value: one, title: word(`portal.settings.calendar_${one}` as PortalTextKey) })),
      value: chosen.calendar || 'usual',
    })}</div>
<div class="dw-card dw-form">${field({
      kind: 'radios',
      name: 'look',
      label: words('portal.settings.look'),
      choices: ['system', ...looks].map((one) => ({ value: one, title: word(`portal.settings.look_${one}` as PortalTextKey) })),
      value: chosen.look || 'system',
    })}</div>
${
  companies.length > 1 &&
  html`<div class="dw-card dw-form">${field({
    kind: 'radios',
    name: 'company',
    label: words('portal.settings.company'),
    choices: companies.map(({ id, name }) => ({ value: id, title: name })),
    value: me?.companyId ?? undefined,
  })}</div>`
}
${section({ title: words('portal.settings.notifications'), body: html`<p class="dw-hint">${words('portal.settings.notifications_hint')}</p>${notifications(context, items)}` })}
<p class="dw-actions">${button({ text: words('portal.settings.save') })}${context.entry?.session !== undefined && buttonLink(view.href('/leave'), words('portal.enter.out'), 'quiet')}</p></form><p>${link(view.href('/settings/data'), words('portal.data.title'))}</p></div>`
  },
  act: saved,
}

type Preference = Awaited<ReturnType<PortalDesk['notifications']['preferences']>>['items'][number]

function notifications({ words }: Context, items: readonly Preference[]): Html {
  const known: Readonly<Record<string, string>> = {
    inbox: words('portal.settings.channel_inbox'),
    'mail.email': words('portal.settings.channel_mail'),
  }
  return html`<div class="dw-card dw-form">${reasons.map((reason) => {
    const channels = items.filter((item) => item.reason === reason)
    if (!channels.length) return null
    return field({
      kind: 'checks',
      name: `tell.${reason}`,
      label: words(`portal.settings.reason_${reason}`),
      choices: channels.map((item) => ({
        value: item.channel,
        title: known[item.channel] ?? (item.channel.startsWith('mail.') ? words('portal.settings.channel_mail') : item.channel),
      })),
      values: channels.filter(({ isOn }) => isOn).map(({ channel }) => channel),
    })
  })}</div>`
}

async function saved(context: Context, { fields }: PortalForm): Promise<Turn> {
  const { desk, view, me } = context
  const one = <T extends string>(name: string, among: readonly T[]): T | null =>
    among.find((value) => value === fields.get(name)?.[0]) ?? null
  const language = one(
    'language',
    portalLanguages.map(({ code }) => code),
  )
  // Also for what reaches them outside of the portal.
  if (language && me && language !== me.person.language) await desk.people.updateMe({ language })
  const { items } = await desk.notifications.preferences()
  for (const item of items) {
    if (!(reasons as readonly string[]).includes(item.reason)) continue
    const isOn = fields.get(`tell.${item.reason}`)?.includes(item.channel) ?? false
    if (isOn !== item.isOn) await desk.notifications.savePreference({ reason: item.reason, channel: item.channel, isOn })
  }
  const company = fields.get('company')?.[0]
  return {
    goTo: '/settings',
    // Read in the language that was just chosen.
    said: view.texts.textOf('portal.settings.saved', {}, language ?? view.language),
    keep: {
      deskportal_language: language,
      deskportal_calendar: one('calendar', calendars),
      deskportal_look: one('look', looks),
      ...(company === undefined ? {} : { deskportal_company: company }),
    },
  }
}
