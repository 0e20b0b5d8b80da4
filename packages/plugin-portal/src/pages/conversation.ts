import type { Html } from '@deskwright/core'
import { html, icon, message, occurrence, timeline, userText, userWord } from '@deskwright/page'
import type { PortalDesk } from '../kit.ts'
import type { Context } from '../shell/context.ts'
import { numberText } from './rows.ts'

type Entry = Awaited<ReturnType<PortalDesk['tickets']['timeline']>>['items'][number]
type File = NonNullable<Entry['message']>['attachments'][number]

const PAGE = 200
/** Longer conversations begin later: nobody reads ten thousand lines in one page. */
const MOST_PAGES = 10

/** Everything of the request that the reader may see, oldest first. */
export async function conversationOf({ desk }: Pick<Context, 'desk'>, ticketId: string): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  let cursor: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const read: { items: Entry[]; nextCursor: string | null } = await desk.tickets.timeline({
      ticketId,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    })
    entries.push(...read.items)
    cursor = read.nextCursor
    if (cursor === null) break
  }
  return entries
}

/** What was said and what happened. Without the ticket's id files are named, and not to be had. */
export function conversation(context: Pick<Context, 'view' | 'words' | 'me'>, ticketId: string | null, entries: readonly Entry[]): Html {
  const { words } = context
  const support = words('portal.request.support')
  return html`<div id="conversation">${timeline(
    entries.flatMap((entry) => drawn({ ...context, support }, ticketId, entry)),
    words('portal.request.conversation'),
  )}</div>`
}

function drawn(
  { view, support, me }: Pick<Context, 'view' | 'me'> & { readonly support: string },
  ticketId: string | null,
  { message: said, title, at, changes, other }: Entry,
): Html[] {
  if (said)
    return [
      message({
        id: `m-${said.id}`,
        author: said.author.name,
        isStaff: said.acting === 'staff',
        isOwn: said.author.kind === 'person' && said.author.id === me?.person.id,
        staffWord: support,
        at: said.createdAt,
        atText: view.formats.dateTime(said.createdAt),
        body: userText(said.body),
        files: said.attachments.length ? files(view, ticketId, said.attachments) : null,
      }),
    ]
  const to = changes.flatMap((change) => {
    const value = change.toTitle ?? change.to
    return value === null ? [] : [userWord(value)]
  })
  return [
    occurrence(
      html`${title}${to.length > 0 && html`: ${to.map((one, index) => [index > 0 && ', ', one])}`}${other && html` ${numberText(other.number)}`}`,
      at,
      view.formats.dateTime(at),
    ),
  ]
}

const files = (view: Context['view'], ticketId: string | null, all: readonly File[]): Html =>
  html`<p class="dw-files">${all.map((file) =>
    file.state === 'ready' && ticketId !== null
      ? html`<a href="${view.href(`/requests/${ticketId}/files/${file.id}`)}" download>${icon('file')}<bdi>${file.name}</bdi> <small dir="ltr">${sizeText(view, file.sizeBytes)}</small></a>`
      : html`<span class="dw-badge"><bdi>${file.name}</bdi></span>`,
  )}</p>`

/** In the units that people know, with at most one decimal. */
function sizeText(view: Context['view'], bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : bytes < 1_000_000_000 ? 2 : 3
  return new Intl.NumberFormat(view.language, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step ? 1 : 0,
  }).format(bytes / 1000 ** step)
}
