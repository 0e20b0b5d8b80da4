import { durableWrite } from '../hook/durable-write.ts'
import type { RunLimit } from '../hook/lane.ts'
import { asProgram } from '../operation/as-program.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import type { FileRow } from './desk-files.ts'
import type { ScanOutcome } from './scanning.ts'

const BATCH = 50
const FIRST_MS = 30_000
const LONGEST_MS = 3_600_000

/** Shows to the virus scanners what they could not look at when it came, and what came before there was one. */
export class Rescan {
  readonly #runtime: Runtime

  constructor(runtime: Runtime) {
    this.#runtime = runtime
  }

  async perform(limit: RunLimit): Promise<number> {
    const { files } = this.#runtime
    if (!files.scanning.isOn) return 0
    let looked = 0
    for (const row of await this.#due()) {
      if (limit.isOver) break
      if (!(await this.#claim(row))) continue
      const { id, name, content_type: contentType, size_bytes: sizeBytes, sha256, storage_key: key } = row
      const outcome = await files.scanning.look({ id, name, contentType, sizeBytes, sha256, open: () => files.storage.read(key) })
      await this.#note(row, outcome)
      looked += 1
    }
    return looked
  }

  #due(): Promise<FileRow[]> {
    const now = new Date(this.#runtime.clock()).toISOString()
    return this.#runtime.store.read(({ db }) => {
      const core: CoreDb = db
      return core
        .selectFrom('file')
        .selectAll()
        .where('scan', 'in', ['none', 'pending'])
        .where(({ eb, or }) => or([eb('scan_at', 'is', null), eb('scan_at', '<=', now)]))
        .orderBy('id')
        .limit(BATCH)
        .execute()
    })
  }

  /** Of several processes one looks; if it dies in doing so, another one does after a while. */
  async #claim(row: FileRow): Promise<boolean> {
    const { clock, store, files } = this.#runtime
    const again = new Date(clock() + backOff(row.scan_count) + files.settings.scanMs).toISOString()
    const { numUpdatedRows } = await durableWrite(store, ({ db }) => {
      const core: CoreDb = db
      return core
        .updateTable('file')
        .set({ scan: 'pending', scan_at: again, scan_count: row.scan_count + 1 })
        .where('id', '=', row.id)
        .where('scan', '=', row.scan)
        .where('scan_count', '=', row.scan_count)
        .executeTakeFirstOrThrow()
    })
    return numUpdatedRows === 1n
  }

  /** Somebody may have this file's name before them already, so a refusal that comes later is a quarantine. */
  async #note({ id }: FileRow, outcome: ScanOutcome): Promise<void> {
    if (outcome.scan === 'pending' || outcome.scan === 'none') return
    const note = 'note' in outcome ? outcome.note : null
    const write = (db: CoreDb, scan: 'clean' | 'quarantined') =>
      db
        .updateTable('file')
        .set({ scan, scan_note: note, scan_at: null })
        .where('id', '=', id)
        .where('scan', '=', 'pending')
        .executeTakeFirst()
    if (outcome.scan === 'clean') {
      await durableWrite(this.#runtime.store, ({ db }) => write(db, 'clean'))
      return
    }
    await asProgram(this.#runtime, 'virus scan', async (context) => {
      const { db } = context.unit
      const row = await db.selectFrom('file').select('id').where('id', '=', id).where('scan', '=', 'pending').executeTakeFirst()
      if (row) await context.unit.change(context, 'file.quarantined', { fileId: id }, () => write(db, 'quarantined'))
    })
  }
}

const backOff = (count: number): number => Math.min(FIRST_MS * 2 ** Math.min(count, 20), LONGEST_MS)
