import type { PortalSite } from '../kit.ts'
import type { Reader } from '../shell/reader.ts'
import type { SessionWatch } from '../shell/session-watch.ts'

const file = /^\/requests\/([0-9a-f-]{36})\/files\/([0-9a-f-]{36})$/
const live = /^\/requests\/([0-9a-f-]{36})\/live$/

/** What is no page: a file of a request, and what happens on it as it happens. Both by operations as the reader; undefined for everything else. */
export async function bytesAt(site: PortalSite, { desk, me, session }: Reader, watch: SessionWatch): Promise<Response | undefined> {
  if (!me) return undefined
  const [, , attachmentId] = file.exec(site.path) ?? []
  if (attachmentId !== undefined)
    return site.send(await desk().attachments.download({ attachmentId, ticketId: file.exec(site.path)?.[1] ?? '' }))
  const [, ticketId] = live.exec(site.path) ?? []
  if (ticketId === undefined) return undefined
  const after = site.request.headers.get('last-event-id')
  const stream = await desk().live.stream({ ticketId: [ticketId], ...(after === null ? {} : { after }) })
  return site.send(session ? { ...stream, body: watch.while(site.asPlugin.portal, session.id, stream.body) } : stream)
}
