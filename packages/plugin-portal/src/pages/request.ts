import { type Html, isDeskError, type PageBody } from '@deskwright/core'
import {
  attributes,
  banner,
  button,
  confirm,
  definitions,
  drawForm,
  type FormSchema,
  field,
  html,
  link,
  readForm,
  section,
  userText,
  userWord,
} from '@deskwright/page'
import type { PortalDesk } from '../kit.ts'
import type { Context, PortalForm, PortalPage, Turn } from '../shell/context.ts'
import { approvalsPart } from './approval-part.ts'
import { conversation, conversationOf } from './conversation.ts'
import { faultsOf } from './faults.ts'
import { rated, ratingPart, ratingsOf } from './rating-part.ts'
import { numberText, type Request, statusBadge } from './rows.ts'
import type { Tried } from './tried.ts'

type Command = Awaited<ReturnType<PortalDesk['tickets']['commands']>>['items'][number]

/** One request: what was said, what is being done, and everything that the reader may do about it. */
export const request: PortalPage = {
  path: '/requests/:ticketId',
  title: 'portal.nav.requests',
  show: (context) => shown(context),
  async act(context, form) {
    const ticketId = context.view.parameters['ticketId'] ?? ''
    const what = form.fields.get('_do')?.[0]
    try {
      if (what === 'command') return await performed(context, ticketId, form)
      if (what === 'person') return await added(context, ticketId, form)
      if (what === 'rate') {
        const made = await rated(context, ticketId, form)
        return made === 'no_score' ? await missing(context, form, '/score') : made
      }
      return await replied(context, ticketId, form)
    } catch (error) {
      if (!isDeskError(error) || error.status >= 500 || error.status === 404) throw error
      return shown(context, { form, ...faultsOf(context, error) })
    }
  },
}

async function replied(context: Context, ticketId: string, form: PortalForm): Promise<Turn | PageBody> {
  const { once, words } = context
  const body = form.fields.get('body')?.[0]?.replaceAll('\r\n', '\n').trim() ?? ''
  if (!body) return missing(context, form, '/body')
  const attachments = form.files.get('files')
  const { ticket, redirected } = await once.tickets.reply({
    ticketId,
    body,
    ...(attachments?.length ? { attachments: [...attachments] } : {}),
  })
  const said = redirected
    ? redirected.because === 'closed'
      ? words('portal.request.moved')
      : words('portal.request.merged')
    : words('portal.request.sent')
  return { goTo: `/requests/${ticket.id}`, said }
}

const missing = (context: Context, form: PortalForm, pointer: string): Promise<PageBody> =>
  shown(context, { form, faults: [{ pointer, detail: context.words('portal.form.required') }], said: context.words('portal.form.faults') })

async function performed(context: Context, ticketId: string, form: PortalForm): Promise<Turn> {
  const { desk, once, words } = context
  const { items } = await desk.tickets.commands({ ticketId })
  const name = form.fields.get('_command')?.[0] ?? ''
  const known = items.find(({ command }) => command === name)
  const input = known ? readForm(known.input as FormSchema, unprefixed(form.fields, `${name}.`)) : {}
  await once.tickets.perform({ ticketId, command: name, input })
  return { goTo: `/requests/${ticketId}`, said: words('portal.request.command_done', { title: known?.title ?? name }) }
}

async function added(context: Context, ticketId: string, form: PortalForm): Promise<Turn> {
  const { once, words } = context
  const personId = form.fields.get('personId')?.[0] ?? ''
  const { items } = await once.tickets.addParticipant({ ticketId, personId, kind: 'cc' })
  const name = items.find(({ person }) => person.id === personId)?.person.name ?? ''
  return { goTo: `/requests/${ticketId}`, said: words('portal.request.added', { name }) }
}

/** Fields of one of several forms on a page have its name in front of theirs, so that no two controls have one id. */
const unprefixed = (fields: PortalForm['fields'], prefix: string): PortalForm['fields'] =>
  new Map([...fields].flatMap(([name, values]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), values] as const] : [])))

async function shown(context: Context, tried?: Tried): Promise<PageBody> {
  const { desk, view, words, me } = context
  const ticketId = view.parameters['ticketId'] ?? ''
  const ticket = await desk.tickets.get({ ticketId })
  const [entries, commands, participants, checklists, approvals, colleagues, ratings, panels, side] = await Promise.all([
    conversationOf(context, ticketId),
    desk.tickets.commands({ ticketId }),
    desk.tickets.participants({ ticketId }),
    desk.checklists.list({ ticketId }),
    desk.approvals.list({ ticketId, limit: 50 }),
    colleaguesOf(context, ticket),
    ratingsOf(context, ticketId),
    context.panels('ticket_panel', { ticketId }),
    context.panels('ticket_side', { ticketId }),
    // Whoever has it before their eyes need not be told of it any more.
    desk.notifications.read({ ticketId }),
  ])
  const allowed = commands.items.filter(({ isAllowed }) => isAllowed)
  const isOver = ticket.category === 'closed'
  const title = `${numberText(ticket.number)} ${ticket.subject}`
  const body = html`<div class="dw-title"><p class="dw-over">${link(view.href('/requests'), words('portal.nav.requests'))}<span>${numberText(ticket.number)}</span></p><h1 dir="auto">${ticket.subject}</h1><p class="dw-over">${statusBadge(ticket)}<span>${words('portal.updated', { at: view.formats.dateTime(ticket.updatedAt) })}</span></p></div>
${tried && banner(html`<span dir="auto">${tried.said}</span>`, 'bad')}${notices(context, ticket)}
<div class="dw-two"><div class="dw-main">${solution(context, ticket, allowed, tried)}${ratingPart(context, ticketId, ratings, tried)}${approvalsPart(context, approvals.items)}${panels}
${conversation(context, ticketId, entries)}<p class="dw-live" role="status" ${attributes({
    id: 'live',
    'data-stream': view.href(`/requests/${ticketId}/live`),
    'data-news': words('portal.request.new_reply'),
    'data-writing': words('portal.request.writing'),
  })}></p>
${reply(context, ticket, isOver, tried)}</div>
<aside class="dw-side" aria-label="${words('portal.request.facts')}">${facts(context, ticket)}${checklists.items.map((checklist) => tasks(context, checklist))}${people()}${side}${
    ticket.category !== 'resolved' && commandForms(context, allowed, tried)
  }</aside></div>`
  return { title, body }

  function people(): Html {
    const cc = participants.items.filter(({ kind }) => kind === 'cc').map(({ person }) => person)
    const names = [ticket.requester, ...cc]
    const others = colleagues.filter(({ id }) => id !== me?.person.id && !names.some((one) => one.id === id))
    return section({
      title: words('portal.request.people'),
      body: html`<ul>${names.map(({ name }) => html`<li>${userWord(name)}</li>`)}</ul>${
        others.length > 0 &&
        confirm({
          text: words('portal.request.add_person'),
          isOpen: tried?.form.fields.get('_do')?.[0] === 'person',
          body: html`<form class="dw-form" method="post" action="${view.href(`/requests/${ticketId}`)}">${view.formFields}<input type="hidden" name="_do" value="person">${field(
            {
              kind: 'choice',
              name: 'personId',
              label: words('portal.request.person'),
              choices: others.map(({ id, name }) => ({ value: id, title: name })),
              emptyWord: words('portal.form.choose'),
              isRequired: true,
            },
          )}${button({ text: words('portal.request.add'), kind: 'second' })}</form>`,
        })
      }`,
    })
  }
}

/** Contacts of the same company, as far as the reader may know them; most may not. */
async function colleaguesOf({ desk }: Context, ticket: Request): Promise<readonly { readonly id: string; readonly name: string }[]> {
  if (!ticket.company) return []
  try {
    return (await desk.people.list({ companyId: ticket.company.id, limit: 200 })).items
  } catch (error) {
    if (isDeskError(error) && error.status < 500) return []
    throw error
  }
}

function notices({ view, words }: Context, ticket: Request): Html {
  return html`${
    ticket.mergedInto &&
    banner(
      link(
        view.href(`/requests/${ticket.mergedInto.id}`),
        words('portal.request.part_of', { number: numberText(ticket.mergedInto.number) }),
      ),
    )
  }${ticket.category === 'waiting' && ticket.waitingUntil !== null && banner(words('portal.request.expected', { at: view.formats.dateTime(ticket.waitingUntil) }), 'plain')}`
}

/** What was done, and the question whether it helped. */
function solution(context: Context, ticket: Request, allowed: readonly Command[], tried: Tried | undefined): Html | null {
  const { words } = context
  if (ticket.category !== 'resolved' && !(ticket.category === 'closed' && ticket.resolutionText)) return null
  return html`<section class="dw-card dw-good"><h2>${words('portal.request.solution')}</h2>${
    ticket.resolutionText !== null
      ? html`<div class="dw-body">${userText(ticket.resolutionText)}</div>`
      : ticket.resolutionTitle !== null && html`<p>${ticket.resolutionTitle}</p>`
  }${ticket.category === 'resolved' && allowed.length > 0 && html`<p><strong>${words('portal.request.solved_question')}</strong></p>${commandForms(context, allowed, tried)}`}</section>`
}

/** What the reader may do now, as the ticket's type has it: one button each, and what the command asks for behind it. */
function commandForms({ view, words }: Context, allowed: readonly Command[], tried: Tried | undefined): Html | null {
  if (!allowed.length) return null
  const address = view.href(`/requests/${view.parameters['ticketId'] ?? ''}`)
  return html`<div class="dw-actions">${allowed.map((command, index) => {
    const isTried = tried?.form.fields.get('_command')?.[0] === command.command
    const asked = Object.keys((command.input as FormSchema).properties ?? {})
    const kind = index === 0 && command.category === 'closed' && !asked.length ? 'first' : 'second'
    const form = html`<form class="dw-form" method="post" action="${address}">${view.formFields}<input type="hidden" name="_do" value="command"><input type="hidden" name="_command" value="${command.command}">${drawForm(
      { type: 'object', properties: { [command.command]: titledInput(command, words('portal.request.comment')) } },
      {
        words: { optional: words('portal.form.optional'), choose: words('portal.form.choose') },
        ...(isTried
          ? {
              values: tried.form.fields,
              faults: tried.faults.map((fault) => ({ ...fault, pointer: `/${command.command}${fault.pointer.replace(/^\/input/, '')}` })),
            }
          : {}),
      },
    )}${button({ text: command.title, kind })}</form>`
    return asked.length ? confirm({ text: command.title, body: form, isOpen: isTried }) : form
  })}</div>`
}

/** Commands of vendors name their inputs; a reason is what the desk's own ask for. */
function titledInput({ input }: Command, comment: string): FormSchema {
  const schema = input as FormSchema
  return {
    ...schema,
    type: 'object',
    properties: Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, part]) => [name, { title: comment, ...part }])),
  }
}

function reply({ view, words }: Context, ticket: Request, isOver: boolean, tried: Tried | undefined): Html {
  const isTried = tried && tried.form.fields.get('_do')?.[0] === 'reply'
  const names = isTried ? tried.form.kept.map(({ name }) => name) : []
  return html`<form class="dw-form dw-card dw-reply" method="post" enctype="multipart/form-data" action="${view.href(`/requests/${ticket.id}`)}">${view.formFields}<input type="hidden" name="_do" value="reply">${
    isOver && html`<p class="dw-hint">${words('portal.request.closed')}</p>`
  }${field({
    kind: 'text',
    name: 'body',
    label: words('portal.request.reply'),
    isRequired: true,
    rows: 4,
    value: isTried ? tried.form.fields.get('body')?.[0] : undefined,
    fault: isTried ? tried.faults.find(({ pointer }) => pointer === '/body')?.detail : undefined,
    maxLength: 100_000,
  })}${isTried && tried.form.kept.map(({ id }) => html`<input type="hidden" name="_kept" value="${id}">`)}${field({
    kind: 'files',
    name: 'files',
    label: words('portal.request.files'),
    optionalWord: words('portal.form.optional'),
    hint: names.length ? words('portal.new.files_kept', { names: view.formats.list(names) }) : undefined,
  })}<p class="dw-actions">${button({ text: words('portal.request.send') })}</p></form>`
}

function facts({ view, words }: Context, ticket: Request): Html {
  return section({
    title: words('portal.request.facts'),
    body: definitions([
      [words('portal.request.type'), ticket.typeTitle],
      [words('portal.request.opened'), html`<time datetime="${ticket.createdAt}">${view.formats.dateTime(ticket.createdAt)}</time>`],
      [words('portal.request.requester'), userWord(ticket.requester.name)],
      ...(ticket.company ? [[words('portal.request.company'), userWord(ticket.company.name)] as const] : []),
    ]),
  })
}

type Checklist = Awaited<ReturnType<PortalDesk['checklists']['list']>>['items'][number]

function tasks({ view, words }: Context, { title, items }: Checklist): Html {
  const done = items.filter(({ isDone }) => isDone).length
  return section({
    title,
    body: html`<p class="dw-hint">${words('portal.request.checklist_done', { done: view.formats.number(done), all: view.formats.number(items.length) })}</p><ul class="dw-tasks">${items.map(
      (item) => html`<li ${attributes({ class: item.isDone && 'dw-done' })}><span dir="auto">${item.text}</span></li>`,
    )}</ul>`,
  })
}
