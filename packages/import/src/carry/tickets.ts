import { isDeskError } from '@deskwright/core'
import type { FoundRecord } from '../record/schemas.ts'
import type { SourceTicket } from '../source/shapes.ts'
import type { Companies } from './companies.ts'
import { messagesOf, type TicketPlace } from './gather.ts'
import type { People } from './people.ts'
import { type Run, recordsOf } from './run.ts'
import { expectRunning } from './running.ts'
import { TicketCarrier, ticketHash } from './ticket.ts'

const BATCH = 200

/** Looks at every ticket before the first is written: values of which the mapping says nothing. */
export async function surveyTickets(run: Pick<Run, 'gathered' | 'spool' | 'mapping' | 'tally' | 'signal'>): Promise<void> {
  const { gathered, spool, mapping, tally } = run
  for (const { place } of gathered.tickets) {
    expectRunning(run.signal)
    const { unknown } = mapping.of((await spool.read(place)) as SourceTicket, gathered.wordOf)
    for (const { what, value } of unknown) tally.unknown(what, value)
  }
}

export async function carryTickets(
  run: Run,
  people: People,
  companies: Companies,
  progress: (done: number, total: number) => void,
): Promise<void> {
  const carrier = new TicketCarrier(run, people, companies)
  const { tickets } = run.gathered
  for (let from = 0; from < tickets.length; from += BATCH) {
    const batch = tickets.slice(from, from + BATCH)
    const known = await recordsOf(
      run,
      'ticket',
      batch.map(({ id }) => id),
    )
    for (const [index, ticket] of batch.entries()) {
      expectRunning(run.signal)
      await carryOne(run, carrier, ticket, known.get(ticket.id))
      progress(from + index + 1, tickets.length)
    }
  }
}

async function carryOne(
  run: Run,
  carrier: TicketCarrier,
  { id, place, file, line }: TicketPlace,
  known: FoundRecord | undefined,
): Promise<void> {
  const { gathered, spool, mapping, tally, isDry } = run
  const source = (await spool.read(place)) as SourceTicket
  const { ticket: mapped, ...rest } = mapping.of(source, gathered.wordOf)
  if (!mapped) {
    const isMeant = 'why' in rest && rest.why === 'left_out'
    tally.leftOut('ticket', isMeant ? 'its type or status is left out' : 'the mapping says nothing of its type or status', id)
    return
  }
  const messages = await messagesOf(gathered, spool, id)
  const hash = ticketHash(source, messages)
  if (known && (known.hash === hash || known.targetId === null)) {
    tally.tickets.unchanged += 1
    return
  }
  const there = known
    ? await recordsOf(
        run,
        'message',
        messages.map((message) => message.id),
      )
    : new Map<string, unknown>()
  const newMessages = messages.filter((message) => !there.has(message.id))
  const kind = known ? 'changed' : 'new'
  if (isDry) {
    tally.tickets[kind] += 1
    tally.messages += newMessages.length
    return
  }
  try {
    await carrier.carry({ source, messages, mapped, hash, known }, newMessages)
    tally.tickets[kind] += 1
  } catch (error) {
    if (!isDeskError(error) || error.status >= 500) throw error
    tally.faults.push({ file, line, reason: `ticket ${id}: ${error.message}` })
  }
}
