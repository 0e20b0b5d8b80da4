import { sql } from 'kysely'
import { type LinkKind, linkKinds } from '../machine/link-kinds.ts'
import type { CoreDb } from '../operation/runtime.ts'

const MOST = 10

type Report = (message: string) => void

/** The laws of links, merges and splits that no constraint of the database can hold. */
export async function checkLinks(db: CoreDb, report: Report): Promise<void> {
  await checkMerges(db, report)
  await checkCopies(db, report)
  await checkSplits(db, report)
  for (const kind of Object.keys(linkKinds) as LinkKind[])
    if (linkKinds[kind].isAcyclic && (await hasCircle(db, kind)))
      report(`Links of the kind '${kind}' go round in a circle. Remove one of them.`)
}

/** A ticket is merged exactly while its row says where; roots are no parts themselves, and parts have the root of what they are part of. */
async function checkMerges(db: CoreDb, report: Report): Promise<void> {
  const torn = await db
    .selectFrom('ticket')
    .leftJoin('ticket_merge', 'ticket_merge.source_id', 'ticket.id')
    .select(['ticket.number', 'ticket.status'])
    .where(({ eb, or, and }) =>
      or([
        and([eb('ticket.status', '=', 'merged'), eb('ticket_merge.source_id', 'is', null)]),
        and([eb('ticket.status', '<>', 'merged'), eb('ticket_merge.source_id', 'is not', null)]),
      ]),
    )
    .limit(MOST)
    .execute()
  for (const { number, status } of torn) report(`Ticket ${number} is '${status}', and its merge says otherwise.`)
  const stray = await db
    .selectFrom('ticket_merge')
    .innerJoin('ticket', 'ticket.id', 'ticket_merge.source_id')
    .leftJoin('ticket_merge as onward', 'onward.source_id', 'ticket_merge.target_id')
    .select('ticket.number')
    .where('ticket_merge.root_id', '<>', sql<string>`coalesce(${sql.ref('onward.root_id')}, ${sql.ref('ticket_merge.target_id')})`)
    .limit(MOST)
    .execute()
  for (const { number } of stray) report(`Ticket ${number} is merged, and not where the ticket is that it was merged into.`)
  const nested = await db
    .selectFrom('ticket_merge')
    .innerJoin('ticket_merge as onward', 'onward.source_id', 'ticket_merge.root_id')
    .innerJoin('ticket', 'ticket.id', 'ticket_merge.root_id')
    .select('ticket.number')
    .distinct()
    .limit(MOST)
    .execute()
  for (const { number } of nested) report(`Ticket ${number} has tickets merged into it and is merged itself.`)
}

/** What a merge gave is on a ticket that the source is part of. */
async function checkCopies(db: CoreDb, report: Report): Promise<void> {
  const lost = await db
    .selectFrom('merge_copy')
    .innerJoin('ticket_merge', 'ticket_merge.source_id', 'merge_copy.source_id')
    .innerJoin('ticket', 'ticket.id', 'merge_copy.ticket_id')
    .leftJoin('ticket_merge as place', 'place.source_id', 'merge_copy.ticket_id')
    .select('ticket.number')
    .distinct()
    .where('ticket_merge.root_id', '<>', sql<string>`coalesce(${sql.ref('place.root_id')}, ${sql.ref('merge_copy.ticket_id')})`)
    .limit(MOST)
    .execute()
  for (const { number } of lost) report(`Somebody is in copy on ticket ${number} by a merge that has been undone.`)
}

/** A message is shown where its event is, and by a ticket that is linked to the one it was split from. */
async function checkSplits(db: CoreDb, report: Report): Promise<void> {
  const unlinked = await db
    .selectFrom('split_message')
    .innerJoin('ticket', 'ticket.id', 'split_message.ticket_id')
    .leftJoin('ticket_link', (join) =>
      join.onRef('ticket_link.from_id', '=', 'split_message.ticket_id').on('ticket_link.kind', '=', 'split_from'),
    )
    .select('ticket.number')
    .distinct()
    .where('ticket_link.id', 'is', null)
    .limit(MOST)
    .execute()
  for (const { number } of unlinked) report(`Ticket ${number} shows messages of another one and has no link to it.`)
}

/** Takes away what nothing leads to until nothing is left, or a circle is. */
async function hasCircle(db: CoreDb, kind: LinkKind): Promise<boolean> {
  const edges = await db.selectFrom('ticket_link').select(['from_id', 'to_id']).where('kind', '=', kind).execute()
  const incoming = new Map<string, number>()
  const onward = new Map<string, string[]>()
  for (const { from_id, to_id } of edges) {
    incoming.set(to_id, (incoming.get(to_id) ?? 0) + 1)
    const next = onward.get(from_id)
    if (next) next.push(to_id)
    else onward.set(from_id, [to_id])
  }
  const free = [...onward.keys()].filter((id) => !incoming.has(id))
  let taken = 0
  for (let id = free.pop(); id !== undefined; id = free.pop())
    for (const next of onward.get(id) ?? []) {
      taken += 1
      const left = (incoming.get(next) ?? 0) - 1
      incoming.set(next, left)
      if (left === 0) free.push(next)
    }
  return taken < edges.length
}
