import type { Selectable } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import type { NamedFile } from '../operation/operation.ts'
import type { CoreDb } from '../operation/runtime.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { Store } from '../store/store.ts'
import type { FileFacts, FileRules } from './file-facts.ts'
import type { FileSettings } from './files-options.ts'
import type { Scanning } from './scanning.ts'
import type { FileStorage } from './storage.ts'
import type { FileTable } from './tables.ts'
import { discardFile, takeFiles } from './take.ts'

export type FileRow = Selectable<FileTable>

/** The files of one desk: their storage, their rules, and who looks at them. */
export class DeskFiles {
  readonly settings: FileSettings
  readonly scanning: Scanning
  readonly #store: Store
  readonly #storage: () => FileStorage
  #opened: FileStorage | undefined

  constructor(store: Store, storage: () => FileStorage, settings: FileSettings, scanning: Scanning) {
    this.#store = store
    this.#storage = storage
    this.settings = settings
    this.scanning = scanning
  }

  /** Looked for at the first use, so that a desk without files needs none. Throws `file.storage_unknown`. */
  get storage(): FileStorage {
    this.#opened ??= this.#storage()
    return this.#opened
  }

  take(context: CallContext, fileIds: readonly string[], rules?: FileRules): Promise<FileFacts[]> {
    return takeFiles(context, fileIds, rules)
  }

  discard(context: CallContext, fileId: string): Promise<void> {
    return discardFile(context, fileId)
  }

  /** A file that `holder` has taken. Throws `file.not_found`, `file.not_scanned`, `file.quarantined`. */
  async opened(holder: string, fileId: string): Promise<NamedFile> {
    const row = await this.#store.read(({ db }) => {
      const core: CoreDb = db
      return core.selectFrom('file').selectAll().where('id', '=', fileId).where('holder', '=', holder).executeTakeFirst()
    })
    if (!row) throw coreError('file.not_found', { fileId })
    return this.toSend(row)
  }

  /** Throws `file.not_scanned`, `file.quarantined`. */
  toSend(row: FileRow): NamedFile {
    const state = this.scanning.stateOf(row.scan)
    if (state === 'quarantined') throw coreError('file.quarantined')
    if (state === 'unchecked') throw coreError('file.not_scanned')
    return {
      name: row.name,
      contentType: row.content_type,
      size: row.size_bytes,
      tag: row.sha256.slice(0, 32),
      open: (range) => this.storage.read(row.storage_key, range),
    }
  }
}
