import type { LoadedActor } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { lastPosition } from '../hook/delivered-event.ts'
import { BoundStreaming } from '../operation/bound-streaming.ts'
import { contextOf } from '../operation/context-of.ts'
import type { Runtime } from '../operation/runtime.ts'
import { forContract } from '../plugin/kit.ts'
import { seeView } from '../saved-view/view-row.ts'
import type { TicketFilter } from '../ticket/list-schema.ts'
import { endChunk } from './chunk.ts'
import type { LiveContract } from './contract.ts'
import { LIVE_CURSOR } from './feed.ts'
import type { LiveStream } from './live-stream.ts'
import { FollowTickets } from './schemas.ts'
import { topicOf } from './topic.ts'
import { ViewTopic } from './view-topic.ts'

/** What was settled before the answer began. */
interface Found {
  readonly now: number
  readonly actor: LoadedActor
  readonly views: readonly ViewTopic[]
}

const { stream: declare } = forContract<LiveContract>()

export const stream = declare({
  route: 'GET /stream',
  summary:
    'What happens on the tickets in the caller’s scope, as server-sent events: `ticket`, `view`, `unread`, `presence`, `gone`, `gap`, `end`. Resumable by `Last-Event-ID` or `after`.',
  permission: 'ticket.read',
  audience: 'both',
  contentType: 'text/event-stream',
  input: FollowTickets,
  async expect(work, input) {
    const { unit, actor } = contextOf(work)
    positionOf(unit.runtime, input)
    unit.runtime.live.expectRoom(actor)
    // Foreign tickets are refused like those that there are not.
    for (const ticketId of input.ticketId ?? []) await work.ticket(ticketId)
    const views: ViewTopic[] = []
    for (const viewId of new Set(input.viewId))
      views.push(new ViewTopic(viewId, (await seeView(contextOf(work), viewId)).filter_json as TicketFilter))
    // Where it begins is settled before anybody reads: what happens from now on is not missed. The feed asks for the actor anew before it delivers.
    return { now: Number(await lastPosition(unit.db)), actor, views } satisfies Found
  },
  async *run(work, input) {
    const { call, found, giveUp, signal } = BoundStreaming.partsOf(work)
    const { runtime, caller } = call
    const { now, actor, views } = found as Found
    let opened: LiveStream
    try {
      opened = runtime.live.open({ caller, actor, topic: topicOf(input), views, giveUp }, { now, after: positionOf(runtime, input) })
    } catch (error) {
      // Others came in between, or the desk is being closed: the head of the answer is gone already, so the body says it.
      if (!isDeskError(error)) throw error
      yield endChunk(error)
      return
    }
    yield* opened.chunks(signal)
  },
})

/** Another's id opens nothing here: it is a place in the order of events, and what comes after it is matched against this caller. */
function positionOf({ cursors }: Pick<Runtime, 'cursors'>, { after }: FollowTickets): number | undefined {
  if (after === undefined) return undefined
  const [position] = cursors.decode(LIVE_CURSOR, after)
  if (typeof position !== 'number') throw coreError('input.cursor_invalid')
  return position
}
