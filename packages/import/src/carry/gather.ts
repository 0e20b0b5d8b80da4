import type { InputFolder } from '../input/folder.ts'
import { recordsIn } from '../input/records.ts'
import type { Place, Spool } from '../input/spool.ts'
import type { MapFile } from '../mapping/map-file.ts'
import {
  type Reader,
  type SourceCompany,
  type SourceMessage,
  type SourcePerson,
  type SourceRecord,
  type SourceTicket,
  Unreadable,
} from '../source/shapes.ts'
import type { Tally } from './report.ts'
import { expectRunning } from './running.ts'

export interface TicketPlace {
  readonly id: string
  readonly createdAt: string
  readonly place: Place
  readonly file: string
  readonly line: number | null
}
/** All that was given, in the order in which it is carried over. Of tickets and messages only where they stand. */
export interface Gathered {
  readonly companies: ReadonlyMap<string, SourceCompany>
  readonly people: ReadonlyMap<string, SourcePerson>
  readonly tickets: readonly TicketPlace[]
  readonly messages: ReadonlyMap<string, readonly Place[]>
  wordOf(of: 'team' | 'status' | 'priority', id: string): string
}

/** Reads everything once. What stands there twice counts as it stands last, as later pages are newer. */
export async function gather(
  folder: InputFolder,
  reader: Reader,
  { csv }: MapFile,
  spool: Spool,
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<Gathered> {
  const companies = new Map<string, SourceCompany>()
  const people = new Map<string, SourcePerson>()
  const words = new Map<string, string>()
  const tickets = new Map<string, TicketPlace>()
  const messages = new Map<string, Place[]>()
  const keepMessage = async (message: SourceMessage): Promise<void> => {
    const place = await spool.add(message)
    const known = messages.get(message.ticketId)
    if (known) known.push(place)
    else messages.set(message.ticketId, [place])
  }
  const keep = async (record: SourceRecord, file: string, line: number | null): Promise<void> => {
    if (record.kind === 'company') companies.set(record.id, record)
    else if (record.kind === 'person') people.set(record.id, joined(people.get(record.id), record))
    else if (record.kind === 'word') words.set(`${record.of}/${record.id}`, record.name)
    else if (record.kind === 'message') await keepMessage(record)
    else {
      const { messages: own, ...ticket } = record
      for (const message of own) await keepMessage(message)
      const place = await spool.add({ ...ticket, messages: [] } satisfies SourceTicket)
      tickets.set(record.id, { id: record.id, createdAt: record.createdAt, place, file, line })
    }
  }
  for await (const { file, line, record, fault } of recordsIn(folder, reader, csv)) {
    expectRunning(signal)
    if (!record) {
      tally.faults.push({ file, line, reason: fault ?? 'it is no record' })
      continue
    }
    try {
      for (const found of reader.read(record)) await keep(found, file, line)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      tally.faults.push({ file, line, reason: error.message })
    }
  }
  for (const [ticketId, places] of messages)
    if (!tickets.has(ticketId)) tally.leftOut('messages', 'their ticket is not among what was given', `${ticketId} (${places.length})`)
  return {
    companies,
    people,
    // Numbers are given in this order, so that older tickets have lower ones. Ids decide where times are the same.
    tickets: [...tickets.values()].sort((a, b) => compare(a.createdAt, b.createdAt) || compare(a.id.padStart(30), b.id.padStart(30))),
    messages,
    wordOf: (of, id) => words.get(`${of}/${id}`) ?? id,
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Somebody who is a customer of one company in one row and of another in the next is of both; who is staff once is staff. */
const joined = (known: SourcePerson | undefined, more: SourcePerson): SourcePerson =>
  known
    ? {
        ...known,
        ...more,
        companyIds: [...new Set([...known.companyIds, ...more.companyIds])],
        isStaff: known.isStaff || more.isStaff,
        isGone: more.isGone,
      }
    : more

/** The messages of a ticket, oldest first, each once. */
export async function messagesOf(gathered: Gathered, spool: Spool, ticketId: string): Promise<SourceMessage[]> {
  const byId = new Map<string, SourceMessage>()
  for (const place of gathered.messages.get(ticketId) ?? []) {
    const message = (await spool.read(place)) as SourceMessage
    byId.set(message.id, message)
  }
  return [...byId.values()].sort((a, b) => compare(a.at, b.at) || compare(a.id.padStart(30), b.id.padStart(30)))
}
