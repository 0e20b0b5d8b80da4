import type { PageFile } from '@deskwright/core'
import { buttonLink, definitions, html, link, type Part, section, userWord } from '@deskwright/page'
import { portalError } from '../errors.ts'
import type { PortalDesk } from '../kit.ts'
import type { Context, Me, PortalPage } from '../shell/context.ts'
import { portalLanguages } from '../texts/catalogues.ts'

const PAGE = 200
/** Requests that are named; of the newest the whole of what was said goes along. */
const MOST = 1000
const MOST_WHOLE = 200
type Request = Awaited<ReturnType<PortalDesk['tickets']['list']>>['items'][number]

/** What is held of the reader, to be read. */
export const myData: PortalPage = {
  path: '/settings/data',
  title: 'portal.data.title',
  async show(context) {
    const { desk, view, words } = context
    const { person } = reader(context)
    const { items, nextCursor } = await desk.tickets.list({ requesterId: 'me', limit: PAGE })
    const count = view.formats.number(items.length) + (nextCursor === null ? '' : '+')
    const companies = person.memberships.map(({ company, jobTitle }) =>
      jobTitle === null ? company.name : `${company.name} (${jobTitle})`,
    )
    const facts: (readonly [string, Part])[] = [
      [words('portal.data.name'), userWord(person.name)],
      [words('portal.data.email'), person.email === null ? '–' : html`<bdi dir="ltr">${person.email}</bdi>`],
      [words('portal.settings.language'), portalLanguages.find(({ code }) => code === person.language)?.name ?? '–'],
      ...(companies.length ? [[words('portal.settings.company'), html`<bdi>${view.formats.list(companies)}</bdi>`] as const] : []),
      [words('portal.nav.requests'), link(view.href('/requests'), count)],
    ]
    return html`<div class="dw-narrow"><div class="dw-title"><p class="dw-over">${link(view.href('/settings'), words('portal.settings.title'))}</p><h1>${words('portal.data.title')}</h1><p class="dw-lead">${words('portal.data.lead')}</p></div>
<div class="dw-card">${definitions(facts)}</div>
${section({ title: words('portal.data.browser'), body: html`<p>${words('portal.data.browser_text')}</p>` })}
<p class="dw-actions">${buttonLink(view.href('/settings/data/file'), words('portal.data.download'))}</p><p class="dw-hint">${words('portal.data.wrong')}</p></div>`
  },
}

/** The same and more, for programs. */
export const myDataFile: PortalPage = {
  path: '/settings/data/file',
  title: 'portal.data.title',
  show: async (context) => file(await held(context)),
}

async function held(context: Context): Promise<object> {
  const { desk } = context
  const me = reader(context)
  const [{ items: notifications }, requests] = await Promise.all([desk.notifications.preferences(), requestsOf(desk)])
  return {
    person: me.person,
    authority: me.grants,
    notifications,
    requests: await Promise.all(
      requests.map(async (one, index) => ({ ...one, ...(index < MOST_WHOLE ? await saidOn(desk, me, one.id) : {}) })),
    ),
  }
}

async function requestsOf(desk: PortalDesk): Promise<readonly Request[]> {
  const found: Request[] = []
  let cursor: string | undefined
  do {
    const page: { items: Request[]; nextCursor: string | null } = await desk.tickets.list({
      requesterId: 'me',
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    })
    found.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && found.length < MOST)
  return found
}

/** Only what the reader wrote themselves: what others wrote to them is theirs. */
async function saidOn(desk: PortalDesk, { person }: Me, ticketId: string): Promise<object> {
  const [{ items: messages }, { items: ratings }] = await Promise.all([
    desk.tickets.messages({ ticketId, limit: PAGE }),
    desk.tickets.ratings({ ticketId }),
  ])
  return { messages: messages.filter(({ author }) => author.kind === 'person' && author.id === person.id), ratings }
}

function reader({ me }: Context): Me {
  if (!me) throw portalError('portal.unknown_reader')
  return me
}

function file(value: object): PageFile {
  const bytes = new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)
  const contentType = 'application/json'
  async function* open(range: { readonly start: number; readonly end: number } = { start: 0, end: bytes.byteLength - 1 }) {
    yield bytes.subarray(range.start, range.end + 1)
  }
  return { file: { contentType, body: open(), file: { name: 'my-data.json', contentType, size: bytes.byteLength, open } } }
}
