import { button, field, html } from '@deskwright/page'
import type { PortalPage } from '../shell/context.ts'
import type { Company } from '../shell/reader.ts'

/** A contact of several companies acts for one at a time: they say for which. */
export const companyPage = (companies: readonly Company[]): PortalPage => ({
  path: '/company',
  title: 'portal.company.title',
  async show({ view, words }) {
    return html`<div class="dw-narrow"><div class="dw-title"><h1>${words('portal.company.title')}</h1><p class="dw-lead">${words('portal.company.lead')}</p></div>
<form class="dw-form dw-card" method="post" action="${view.href('/company')}">${view.formFields}${field({
      kind: 'radios',
      name: 'company',
      label: words('portal.settings.company'),
      choices: companies.map(({ id, name }) => ({ value: id, title: name })),
      value: companies[0]?.id,
      isRequired: true,
    })}<p class="dw-actions">${button({ text: words('portal.company.choose') })}</p></form></div>`
  },
  // One that is not theirs is refused by every operation, and they are asked again.
  act: async (_context, { fields }) => ({ goTo: '/', keep: { deskportal_company: fields.get('company')?.[0] ?? null } }),
})
