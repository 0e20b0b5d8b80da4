import { type Html, isDeskError, type PageBody } from '@deskwright/core'
import { badge, banner, button, confirm, type FormFault, field, html, section, userWord } from '@deskwright/page'
import { portalError } from '../errors.ts'
import type { PortalDesk } from '../kit.ts'
import type { Context, Me, PortalForm, PortalPage, Turn } from '../shell/context.ts'
import { faultsOf } from './faults.ts'

const PAGE = 200
type Member = Awaited<ReturnType<PortalDesk['companies']['members']>>['items'][number]
type Role = Awaited<ReturnType<PortalDesk['access']['roles']>>['items'][number]
type Grant = Awaited<ReturnType<PortalDesk['access']['grants']>>['items'][number]

interface Tried {
  readonly form: PortalForm
  readonly faults: readonly FormFault[]
  readonly said: string
}

const heldHere = (me: Me): ReadonlySet<string> =>
  new Set(me.grants.flatMap(({ scope, scopeId, permissions }) => (scope === 'company' && scopeId === me.companyId ? permissions : [])))

/** Who looks after the contacts of the company that they act for. */
const managesContacts = (me: Me): boolean =>
  me.companyId !== null && ['company.manage_members', 'person.read', 'access.read'].every((one) => heldHere(me).has(one))

/** Colleagues, what they may do, and the way to bring another one. */
export const colleagues: PortalPage = {
  path: '/colleagues',
  title: 'portal.colleagues.title',
  nav: 80,
  isFor: managesContacts,
  show: (context) => shown(context),
  async act(context, form) {
    const companyId = companyOf(context)
    const what = form.fields.get('_do')?.[0]
    try {
      if (what === 'roles') return await changed(context, companyId, form)
      if (what === 'remove') {
        await context.once.companies.removeMember({ companyId, personId: form.fields.get('personId')?.[0] ?? '' })
        return { goTo: '/colleagues', said: context.words('portal.colleagues.removed') }
      }
      return await invited(context, companyId, form)
    } catch (error) {
      if (!isDeskError(error) || error.status >= 500) throw error
      return shown(context, { form, ...faultsOf(context, error) })
    }
  },
}

/** As a page that is not there, for whoever has nothing to do with it. */
function companyOf({ me }: Context): string {
  if (!me || me.companyId === null || !managesContacts(me)) throw portalError('portal.no_page')
  return me.companyId
}

async function invited(context: Context, companyId: string, { fields }: PortalForm): Promise<Turn> {
  if (!context.entry) throw portalError('portal.no_page')
  const one = (name: string): string => fields.get(name)?.[0]?.trim() ?? ''
  const [name, jobTitle] = [one('name'), one('jobTitle')]
  await context.once.portal.invite({
    companyId,
    name,
    email: one('email'),
    language: context.view.language,
    ...(jobTitle ? { jobTitle } : {}),
    roleIds: [...(fields.get('roleIds') ?? [])],
  })
  return { goTo: '/colleagues', said: context.words('portal.colleagues.invited', { name }) }
}

/** Only what the reader could give is touched: what somebody has from elsewhere stays. */
async function changed(context: Context, companyId: string, { fields }: PortalForm): Promise<Turn> {
  const { desk, me, words } = context
  const personId = fields.get('personId')?.[0] ?? ''
  const wanted = new Set(fields.get(`roles-${personId}`) ?? [])
  const { roles, grants } = await authority(desk, companyId, me)
  for (const { id: roleId } of roles) {
    const held = grants.find((grant) => grant.person.id === personId && grant.roleId === roleId)
    if (wanted.has(roleId) && !held) await desk.access.grant({ personId, roleId, scope: 'company', scopeId: companyId })
    if (!wanted.has(roleId) && held) await desk.access.revoke({ grantId: held.id })
  }
  return { goTo: '/colleagues', said: words('portal.settings.saved') }
}

/** Roles that hold no more than the reader does, and who has which. */
async function authority(
  desk: PortalDesk,
  companyId: string,
  me: Me | null,
): Promise<{ roles: readonly Role[]; grants: readonly Grant[] }> {
  const own = me ? heldHere(me) : new Set<string>()
  const [{ items: roles }, { items: grants }] = await Promise.all([
    desk.access.roles(),
    desk.access.grants({ scope: 'company', scopeId: companyId, limit: PAGE }),
  ])
  return { roles: roles.filter(({ permissions }) => permissions.every((permission) => own.has(permission))), grants }
}

async function shown(context: Context, tried?: Tried): Promise<PageBody> {
  const { desk, view, words, me } = context
  const companyId = companyOf(context)
  const [{ items: members }, { roles, grants }] = await Promise.all([
    desk.companies.members({ companyId, limit: PAGE }),
    authority(desk, companyId, me),
  ])
  const title = words('portal.colleagues.title')
  const body = html`<div class="dw-title"><h1>${title}</h1><p class="dw-lead">${words('portal.colleagues.lead')}</p></div>
${tried && banner(html`<span dir="auto">${tried.said}</span>`, 'bad')}
<div class="dw-two"><div class="dw-main"><ul class="dw-people">${members
    .filter(({ person }) => person.isActive)
    .map((member) => html`<li class="dw-card">${memberCard(context, member, { roles, grants })}</li>`)}</ul></div>
<aside class="dw-side">${context.entry && inviteForm(context, roles, tried)}</aside></div>`
  return { title, body }

  function memberCard(
    { me: reader }: Context,
    { person, jobTitle }: Member,
    given: { roles: readonly Role[]; grants: readonly Grant[] },
  ): Html {
    const held = given.grants.filter((grant) => grant.person.id === person.id).map(({ roleId }) => roleId)
    const isMe = person.id === reader?.person.id
    const address = view.href('/colleagues')
    return html`<div class="dw-person"><p><strong>${userWord(person.name)}</strong>${jobTitle !== null && html` <span class="dw-hint">${userWord(jobTitle)}</span>`}</p><p class="dw-hint"><bdi dir="ltr">${person.email}</bdi></p><p class="dw-over">${held.map((roleId) => badge(given.roles.find(({ id }) => id === roleId)?.title ?? roleId))}</p></div>${
      !isMe &&
      html`<div class="dw-actions">${
        given.roles.length > 0 &&
        confirm({
          text: words('portal.colleagues.authority'),
          body: html`<form class="dw-form" method="post" action="${address}">${view.formFields}<input type="hidden" name="_do" value="roles"><input type="hidden" name="personId" value="${person.id}">${field(
            {
              kind: 'checks',
              name: `roles-${person.id}`,
              label: words('portal.colleagues.may'),
              choices: given.roles.map(({ id, title: name }) => ({ value: id, title: name })),
              values: held,
            },
          )}${button({ text: words('portal.settings.save'), kind: 'second' })}</form>`,
        })
      }${confirm({
        text: words('portal.colleagues.remove'),
        body: html`<form class="dw-form" method="post" action="${address}">${view.formFields}<input type="hidden" name="_do" value="remove"><input type="hidden" name="personId" value="${person.id}"><p>${words('portal.colleagues.remove_text')}</p>${button({ text: words('portal.colleagues.remove'), kind: 'bad' })}</form>`,
      })}</div>`
    }`
  }
}

function inviteForm({ view, words }: Context, roles: readonly Role[], tried: Tried | undefined): Html {
  const isTried = tried?.form.fields.get('_do')?.[0] === 'invite'
  const of = (name: string) => ({
    value: isTried ? tried?.form.fields.get(name)?.[0] : undefined,
    fault: isTried ? tried?.faults.find(({ pointer }) => pointer === `/${name}`)?.detail : undefined,
  })
  return section({
    title: words('portal.colleagues.invite'),
    body: html`<form class="dw-form dw-card" method="post" action="${view.href('/colleagues')}">${view.formFields}<input type="hidden" name="_do" value="invite">${field(
      {
        kind: 'line',
        name: 'name',
        label: words('portal.colleagues.name'),
        isRequired: true,
        maxLength: 200,
        autocomplete: 'off',
        ...of('name'),
      },
    )}${field({ kind: 'email', name: 'email', label: words('portal.colleagues.address'), isRequired: true, maxLength: 254, autocomplete: 'off', ...of('email') })}${field(
      {
        kind: 'line',
        name: 'jobTitle',
        label: words('portal.colleagues.job'),
        optionalWord: words('portal.form.optional'),
        maxLength: 300,
        ...of('jobTitle'),
      },
    )}${
      roles.length > 0 &&
      field({
        kind: 'checks',
        name: 'roleIds',
        label: words('portal.colleagues.may'),
        optionalWord: words('portal.form.optional'),
        choices: roles.map(({ id, title }) => ({ value: id, title })),
        values: isTried ? (tried?.form.fields.get('roleIds') ?? []) : [],
      })
    }<p class="dw-actions">${button({ text: words('portal.colleagues.invite') })}</p></form>`,
  })
}
