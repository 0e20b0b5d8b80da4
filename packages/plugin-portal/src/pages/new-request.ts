import { type Html, isDeskError } from '@deskwright/core'
import { banner, button, drawForm, type FormFault, type FormSchema, field, html, link, readForm } from '@deskwright/page'
import type { Context, PortalForm, PortalPage } from '../shell/context.ts'
import { faultsOf } from './faults.ts'

interface Asked {
  readonly title: string
  readonly lead: string | null
  readonly schema: FormSchema
  /** What the request is called unless they say otherwise. */
  readonly subject: string
  readonly message: 'none' | 'optional' | 'required'
  readonly needsApproval: boolean
  readonly action: `/${string}`
}
interface Tried {
  readonly form: PortalForm
  readonly faults: readonly FormFault[]
  readonly said: string
}

/** The page draws these itself, or has no use for them: the company is the one acted for, the language that of the page. */
const ownNames = ['subject', 'body', 'attachments', 'companyId', 'ccIds', 'language', 'type', 'catalogueEntryId', 'ext']

export const newByType: PortalPage = {
  path: '/new/type/:typeId',
  title: 'portal.new.title',
  show: async (context) => drawn(context, await askedByType(context)),
  async act(context, form) {
    const asked = await askedByType(context)
    const input = readForm(asked.schema, form.fields)
    return sent(context, asked, form, (more) =>
      context.once.tickets.create({ ...input, ...more, type: context.view.parameters['typeId'] ?? '' } as never),
    )
  },
}

export const newByEntry: PortalPage = {
  path: '/new/entry/:entryId',
  title: 'portal.new.title',
  show: async (context) => drawn(context, await askedByEntry(context)),
  async act(context, form) {
    const asked = await askedByEntry(context)
    const input = readForm(asked.schema, form.fields)
    return sent(context, asked, form, (more) =>
      context.once.catalogue.request({ ...input, ...more, catalogueEntryId: context.view.parameters['entryId'] ?? '' } as never),
    )
  },
}

async function askedByType({ desk, view }: Context): Promise<Asked> {
  const typeId = view.parameters['typeId'] ?? ''
  const { title, schema } = await desk.types.form({ typeId, purpose: 'create' })
  return { title, lead: null, schema, subject: '', message: 'required', needsApproval: false, action: `/new/type/${typeId}` }
}

async function askedByEntry({ desk, view }: Context): Promise<Asked> {
  const catalogueEntryId = view.parameters['entryId'] ?? ''
  const { title, description, form, subject, message, needsApproval } = await desk.catalogue.get({ catalogueEntryId })
  const schema: FormSchema = {
    type: 'object',
    properties: {
      subject: { type: 'string' },
      body: { type: 'string', 'x-multiline': true },
      fields: { ...(form as FormSchema), type: 'object', 'x-order': 10 },
    },
  }
  return { title, lead: description, schema, subject, message, needsApproval, action: `/new/entry/${catalogueEntryId}` }
}

async function sent(context: Context, asked: Asked, form: PortalForm, create: (more: object) => Promise<{ readonly id: string }>) {
  const { words } = context
  const subject = form.fields.get('subject')?.[0]?.trim() ?? ''
  const body = form.fields.get('body')?.[0]?.replaceAll('\r\n', '\n').trim() ?? ''
  const missing = [...(subject || asked.subject ? [] : ['/subject']), ...(body || asked.message !== 'required' ? [] : ['/body'])].map(
    (pointer) => ({ pointer, detail: words('portal.form.required') }),
  )
  if (missing.length) return drawn(context, asked, { form, faults: missing, said: words('portal.form.faults') })
  const attachments = form.files.get('files')
  try {
    const { id } = await create({
      ...(subject ? { subject } : {}),
      ...(body ? { body } : {}),
      ...(attachments?.length ? { attachments: [...attachments] } : {}),
    })
    return { goTo: `/requests/${id}` as const, said: words('portal.new.sent') }
  } catch (error) {
    if (!isDeskError(error) || error.status >= 500 || error.status === 404) throw error
    const { faults, said } = faultsOf(context, error)
    return drawn(context, asked, { form, faults, said })
  }
}

async function drawn(context: Context, asked: Asked, tried?: Tried): Promise<Html> {
  const { view, words } = context
  const values = tried?.form.fields ?? new Map([...view.query].map(([name, value]) => [name, [value]]))
  const faultAt = (pointer: string) => tried?.faults.find((fault) => fault.pointer === pointer)?.detail
  const query = queryOf(values)
  const [panels, fields] = await Promise.all([
    context.panels('request_panel', { action: asked.action }, query),
    context.panels('request_field', { action: asked.action }, query),
  ])
  const common = {
    values,
    faults: tried?.faults ?? [],
    words: { optional: words('portal.form.optional'), choose: words('portal.form.choose') },
  }
  const names = tried?.form.kept.map(({ name }) => name) ?? []
  return html`<div class="dw-narrow"><div class="dw-title"><p class="dw-over">${link(view.href('/new'), words('portal.new.change'))}</p><h1>${asked.title}</h1>${asked.lead !== null && html`<p class="dw-lead" dir="auto">${asked.lead}</p>`}</div>
${tried && banner(html`<span dir="auto">${tried.said}</span>`, 'bad')}${asked.needsApproval && banner(words('portal.new.needs_approval'))}
<form class="dw-form dw-card dw-wide-button" method="post" enctype="multipart/form-data" action="${view.href(asked.action)}">${view.formFields}
${subjectField()}
<div id="suggestions">${panels}</div>
${
  asked.message !== 'none' &&
  field({
    kind: 'text',
    name: 'body',
    label: words('portal.new.body'),
    hint: words('portal.new.body_hint'),
    value: values.get('body')?.[0],
    fault: faultAt('/body'),
    isRequired: asked.message === 'required',
    optionalWord: words('portal.form.optional'),
    maxLength: 100_000,
  })
}
${fields}${drawForm(asked.schema, { ...common, without: ownNames })}
${asked.message !== 'none' && filesField()}
<p class="dw-actions">${button({ text: words('portal.new.send') })}</p></form></div>`

  function subjectField(): Html {
    return field({
      kind: 'line',
      name: 'subject',
      label: words('portal.new.subject'),
      value: values.get('subject')?.[0] ?? asked.subject,
      fault: faultAt('/subject'),
      isRequired: true,
      maxLength: 300,
    })
  }
  function filesField(): Html {
    return html`${tried?.form.kept.map(({ id }) => html`<input type="hidden" name="_kept" value="${id}">`)}${field({
      kind: 'files',
      name: 'files',
      label: words('portal.new.files'),
      hint: names.length ? words('portal.new.files_kept', { names: view.formats.list(names) }) : words('portal.new.files_hint'),
      fault: faultAt('/attachments'),
      optionalWord: words('portal.form.optional'),
    })}`
  }
}

const queryOf = (values: ReadonlyMap<string, readonly string[]>): URLSearchParams =>
  new URLSearchParams(
    [...values].flatMap(([name, all]) => (name.startsWith('_') ? [] : all.map((value): [string, string] => [name, value]))),
  )
