import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { Operation } from '../operation/operation.ts'
import type { Uploading } from '../operation/run-upload.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { FileRow } from './desk-files.ts'
import { fileName } from './file-name.ts'
import { type Received, receive } from './receive.ts'
import { StagedFile, StageFile } from './schemas.ts'
import { keyTime, storageKey } from './storage-key.ts'
import { factsOf } from './take.ts'
import { paced } from './upload-body.ts'
import { endInTurn, freeSlot, takeSlot, type UploadSlot } from './upload-slot.ts'

/**
 * The way in for bytes. They are in the storage, whole and durable, before the row says so; a row without bytes can't come of it at whatever
 * moment it ends. What is left without a row when a process dies is found by the sweep.
 */
export const stage: Operation<StageFile, StagedFile> = Object.freeze({
  kind: 'upload',
  kit: {},
  route: 'POST /files',
  summary: 'Takes in a file, for a command to name soon.',
  permission: 'file.stage',
  audience: 'both',
  input: StageFile,
  inputKeys: ['name', 'body'] as const,
  output: StagedFile,
  async run(uploading: Uploading, { name, body }: StageFile): Promise<StagedFile> {
    const { runtime } = uploading
    if (name === undefined) throw coreError('file.name_missing')
    const sender = await uploading.read(expectRoom)
    const slot = await takeSlot(runtime, sender)
    try {
      return await stagedIn(slot, uploading, { name, body })
    } finally {
      await slot.release()
    }
  },
})

async function stagedIn(slot: UploadSlot, uploading: Uploading, { name, body }: Required<StageFile>): Promise<StagedFile> {
  const { runtime, signal } = uploading
  const { files, clock, newId } = runtime
  const key = storageKey(clock())
  const { storage, settings } = files
  const received = await receive(paced(body, settings.pace, signal), { storage, key, settings })
  const id = newId()
  const keep = async (): Promise<{ output: StagedFile; isRepeated: boolean }> => {
    const { contentType, sizeBytes, sha256 } = received
    const shown = fileName(name)
    const outcome = await files.scanning.look({ id, name: shown, contentType, sizeBytes, sha256, open: () => storage.read(key) })
    if (outcome.scan === 'refused') throw coreError('file.refused', { reason: outcome.note })
    const scan = outcome.scan
    const note = 'note' in outcome ? outcome.note : null
    return uploading.write({ name: shown, sha256, sizeBytes }, async (context) => {
      await endInTurn(context)
      // With what it was for: giving it back afterwards finds nothing then, and costs no write.
      await freeSlot(context.unit.db, slot.id)
      return write(context, { id, key, name: shown, received, scan, note })
    })
  }
  try {
    const { output, isRepeated } = await keep()
    if (isRepeated) await takeBack(uploading, key)
    return output
  } catch (error) {
    // Where nobody knows whether the row was written, the bytes stay: the sweep will know.
    if (!isDeskError(error) || error.code !== 'store.commit_unknown') await takeBack(uploading, key)
    throw error
  }
}

async function takeBack({ runtime: { files, log } }: Uploading, key: string): Promise<void> {
  try {
    await files.storage.remove(key)
  } catch (error) {
    log.warn({ code: 'file.remove_failed', error }, 'file.remove_failed: the sweep will remove it')
  }
}

/** Uploads that nobody uses fill the storage: each has a number and a size of them that may wait. */
async function expectRoom({ unit, actor }: CallContext): Promise<CallContext['actor']> {
  const { maxStaged, maxStagedBytes } = unit.runtime.files.settings
  const found = await unit.db
    .selectFrom('file')
    .select(({ fn }) => [fn.countAll<number>().as('row_count'), fn.sum<number | null>('size_bytes').as('total_bytes')])
    .where('staged_by', '=', actor.id)
    .where('staged_by_kind', '=', actor.kind)
    .where('expires_at', '>', unit.now)
    .executeTakeFirst()
  const count = Number(found?.row_count ?? 0)
  if (count >= maxStaged || Number(found?.total_bytes ?? 0) >= maxStagedBytes) throw coreError('file.too_many_staged', { count })
  return actor
}

interface ToWrite {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly received: Received
  readonly scan: FileRow['scan']
  readonly note: string | null
}

async function write(context: CallContext, { id, key, name, received, scan, note }: ToWrite): Promise<StagedFile> {
  const { unit, actor } = context
  const { files } = unit.runtime
  await expectRoom(context)
  // The sweep takes bytes of this age for forgotten ones: no row may follow them.
  if (Date.parse(unit.now) - (keyTime(key) ?? 0) > files.settings.orphanMs / 2) throw coreError('file.too_slow')
  const expiresAt = new Date(Date.parse(unit.now) + files.settings.stagedMs).toISOString()
  const row: FileRow = {
    id,
    storage_key: key,
    name,
    content_type: received.contentType,
    size_bytes: received.sizeBytes,
    sha256: received.sha256,
    width: received.width,
    height: received.height,
    staged_by_kind: actor.kind,
    staged_by: actor.id,
    scan,
    scan_note: note,
    scan_count: scan === 'pending' ? 1 : 0,
    scan_at: scan === 'pending' ? new Date(Date.parse(unit.now) + FIRST_RETRY_MS).toISOString() : null,
    holder: null,
    used_at: null,
    expires_at: expiresAt,
    created_at: unit.now,
  }
  await unit.change(context, 'file.staged', { fileId: id }, () => unit.db.insertInto('file').values(row).execute())
  return stagedView(context, row, expiresAt)
}

const FIRST_RETRY_MS = 30_000

export const stagedView = ({ unit }: CallContext, row: FileRow, expiresAt: string): StagedFile => ({
  ...factsOf(row),
  state: unit.runtime.files.scanning.stateOf(row.scan),
  expiresAt,
})
