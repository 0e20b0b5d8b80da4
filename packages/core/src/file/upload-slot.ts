import { coreError } from '../error/core-errors.ts'
import { durableWrite } from '../hook/durable-write.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { Tx } from '../store/store.ts'

/** How long a slot outlives its process; renewed three times as often. */
const LEASE_MS = 60_000

/** One of the uploads that somebody may have under way at once, in whichever processes they arrive. */
export interface UploadSlot {
  readonly id: string
  /** Gives it back. Never rejects: what can't be given back runs out. */
  release(): Promise<void>
}

type Sender = Pick<CallContext['actor'], 'kind' | 'id'>

/**
 * Takes a free slot of the sender. Slots are numbered and the number is part of the key, so that of two processes that see the same one free only
 * one gets it, without a lock. All times are the database's. Throws `file.too_many_uploads`.
 */
export async function takeSlot({ store, files, newId, log }: Runtime, sender: Sender): Promise<UploadSlot> {
  const id = newId()
  const { maxUploads } = files.settings
  await durableWrite(store, async (tx) => {
    const now = await tx.now()
    const core: CoreDb = tx.db
    const rows = await core.selectFrom('file_upload').select(['slot', 'lease_until_ms']).where('sender', '=', nameOf(sender)).execute()
    const busy = new Set(rows.filter((row) => row.lease_until_ms > now).map(({ slot }) => slot))
    for (let slot = 1; slot <= maxUploads; slot += 1) if (!busy.has(slot) && (await claim(tx, { id, sender, slot, now }))) return
    throw coreError('file.too_many_uploads', { count: maxUploads })
  })
  const renewing = setInterval(() => {
    renew(store, id).catch((error: unknown) => log.warn({ code: 'file.slot_not_renewed', error }, 'file.slot_not_renewed: it may run out'))
  }, LEASE_MS / 3)
  renewing.unref()
  return {
    id,
    async release() {
      clearInterval(renewing)
      try {
        await durableWrite(store, (tx) => freeSlot(tx.db, id))
      } catch (error) {
        log.warn({ code: 'file.slot_not_freed', error }, 'file.slot_not_freed: it runs out by itself')
      }
    },
  }
}

const nameOf = ({ kind, id }: Sender): string => `${kind}:${id}`

async function claim(tx: Tx, { id, sender, slot, now }: { id: string; sender: Sender; slot: number; now: number }): Promise<boolean> {
  const core: CoreDb = tx.db
  const row = { upload_id: id, lease_until_ms: now + LEASE_MS }
  const { numInsertedOrUpdatedRows } = await core
    .insertInto('file_upload')
    .values({ sender: nameOf(sender), slot, ...row })
    .onConflict((conflict) => conflict.columns(['sender', 'slot']).doUpdateSet(row).where('file_upload.lease_until_ms', '<=', now))
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

const renew = (store: Runtime['store'], id: string): Promise<unknown> =>
  durableWrite(store, async (tx) => {
    const core: CoreDb = tx.db
    const until = (await tx.now()) + LEASE_MS
    await core.updateTable('file_upload').set({ lease_until_ms: until }).where('upload_id', '=', id).execute()
  })

export async function freeSlot(core: CoreDb, id: string): Promise<void> {
  await core.deleteFrom('file_upload').where('upload_id', '=', id).execute()
}

/** Of processes that have died. */
export async function forgetSlots(tx: Tx): Promise<void> {
  const core: CoreDb = tx.db
  await core
    .deleteFrom('file_upload')
    .where('lease_until_ms', '<=', await tx.now())
    .execute()
}

/**
 * Uploads of one sender end one after the other, so that what is counted then is the truth: on PostgreSQL their slots are locked in order, on
 * SQLite there is one writer.
 */
export async function endInTurn({ unit, actor }: CallContext): Promise<void> {
  if (unit.tx.kind !== 'postgres') return
  await unit.db.selectFrom('file_upload').select('slot').where('sender', '=', nameOf(actor)).orderBy('slot').forUpdate().execute()
}
