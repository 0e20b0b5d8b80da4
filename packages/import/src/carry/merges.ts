import { isDeskError } from '@deskwright/core'
import type { SourceMessage } from '../source/shapes.ts'
import { messagesOf } from './gather.ts'
import { notLater, type Run, recordsOf } from './run.ts'
import { expectRunning } from './running.ts'

/** Tickets that messages tell to have been merged: once all are here, as a ticket is often merged into an older one. */
export async function carryMerges(run: Run): Promise<void> {
  const { gathered, spool, isDry } = run
  if (isDry) return
  for (const { id } of gathered.tickets) {
    expectRunning(run.signal)
    for (const message of await messagesOf(gathered, spool, id)) if (message.mergedIds) await mergeInto(run, message, message.mergedIds)
  }
}

async function mergeInto(run: Run, message: SourceMessage, partIds: readonly string[]): Promise<void> {
  const { past, tally, source, now } = run
  const found = await recordsOf(run, 'ticket', [message.ticketId, ...partIds])
  const intoId = found.get(message.ticketId)?.targetId
  for (const partId of partIds) {
    const part = found.get(partId)
    const ticketId = part?.targetId
    if (!intoId || !ticketId) {
      tally.leftOut('merge', 'one of the two tickets is not here', partId)
      continue
    }
    try {
      await past.record(async (at) => {
        const { status } = await at().tickets.get({ ticketId })
        if (status === 'merged') return
        const { category } = await at().tickets.get({ ticketId: intoId })
        // Into what is closed nothing can be merged, and it was not closed then: that the two are one is said by a link.
        if (category === 'closed') {
          const { items } = await at().links.list({ ticketId, role: 'duplicates' })
          if (!items.some(({ ticket }) => ticket.id === intoId))
            await at(notLater(message.at, now)).links.add({ ticketId, role: 'duplicates', otherId: intoId })
        } else await at(notLater(message.at, now)).tickets.merge({ ticketId, intoId })
        const { version } = await at().tickets.get({ ticketId })
        const into = await at().tickets.get({ ticketId: intoId })
        await at().imports.remember({
          source,
          records: [
            { kind: 'ticket', sourceId: partId, targetId: ticketId, targetVersion: version, hash: part.hash },
            {
              kind: 'ticket',
              sourceId: message.ticketId,
              targetId: intoId,
              targetVersion: into.version,
              hash: found.get(message.ticketId)?.hash ?? '-',
            },
          ],
        })
      })
    } catch (error) {
      if (!isDeskError(error) || error.status >= 500) throw error
      tally.leftOut('merge', error.code, partId)
    }
  }
}
