import type { Kysely } from 'kysely'
import type { Runtime } from '../operation/runtime.ts'
import type { ChannelMessage } from '../plugin/channel.ts'
import type { CoreTables } from '../tables.ts'

interface Wanted {
  readonly ticketId: string
  readonly isCustomer: boolean
  readonly ids: readonly string[]
  /** How many before the first of those. */
  readonly history: number
}
interface ShownMessages {
  of(id: string | null): ChannelMessage | null
  readonly before: readonly ChannelMessage[]
}

/** Messages of a ticket as a recipient who sees it may have them: of customers' the public ones, with the files that can be fetched. */
export async function shownMessages(runtime: Runtime, db: Kysely<CoreTables>, wanted: Wanted): Promise<ShownMessages> {
  const { ticketId, isCustomer, ids, history } = wanted
  let readable = db.selectFrom('message').select(['id', 'body', 'visibility', 'author_id', 'created_at']).where('ticket_id', '=', ticketId)
  if (isCustomer) readable = readable.where('visibility', '=', 'public')
  const named = ids.length ? await readable.where('id', 'in', [...new Set(ids)]).execute() : []
  const first = ids.toSorted()[0]
  let older = readable.orderBy('id', 'desc').limit(history)
  if (first !== undefined) older = older.where('id', '<', first)
  const before = history > 0 ? (await older.execute()).reverse() : []
  const rows = [...named, ...before]
  const authors = await namesOf(
    db,
    rows.flatMap(({ author_id }) => author_id ?? []),
  )
  const files = await filesOf(
    runtime,
    db,
    rows.map(({ id }) => id),
  )
  const shown = (row: (typeof rows)[number]): ChannelMessage => ({
    id: row.id,
    author: authors.get(row.author_id ?? '') ?? '',
    at: row.created_at,
    body: row.body,
    visibility: row.visibility,
    attachments: files.get(row.id) ?? [],
  })
  const byId = new Map(named.map((row) => [row.id, shown(row)]))
  return { of: (id) => (id === null ? null : (byId.get(id) ?? null)), before: before.map(shown) }
}

async function filesOf(runtime: Runtime, db: Kysely<CoreTables>, messageIds: readonly string[]) {
  const files = new Map<string, { id: string; name: string; sizeBytes: number }[]>()
  if (!messageIds.length) return files
  const rows = await db
    .selectFrom('attachment')
    .innerJoin('file', 'file.id', 'attachment.file_id')
    .select(['attachment.message_id', 'file.id', 'file.name', 'file.size_bytes', 'file.scan'])
    .where('attachment.message_id', 'in', messageIds)
    .orderBy('attachment.message_id')
    .orderBy('attachment.ordinal')
    .execute()
  for (const { message_id, id, name, size_bytes, scan } of rows) {
    // What a scanner has not let through is not named either: the name may be the trick.
    if (runtime.files.scanning.stateOf(scan) !== 'ready') continue
    files.set(message_id, [...(files.get(message_id) ?? []), { id, name, sizeBytes: size_bytes }])
  }
  return files
}

async function namesOf(db: Kysely<CoreTables>, authorIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(authorIds.filter(isUuid))]
  const rows = ids.length ? await db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute() : []
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Programs write by their name. */
const isUuid = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
