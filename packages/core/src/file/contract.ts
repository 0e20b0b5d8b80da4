import type { Removed } from '../value/schema.ts'
import type { FileById, ListQuarantine, QuarantinedFile, QuarantinePage, ReleaseFile, StagedFile, StageFile } from './schemas.ts'

export interface FilesService {
  /** Takes in a file, for a command to name soon: `attachments` of a reply, or what a plugin's command asks for. It belongs to the caller and can be used once. */
  stage(input: StageFile): Promise<StagedFile>
  /** One of the caller's own files that nothing names yet. */
  get(input: FileById): Promise<StagedFile>
  /** Takes back one of the caller's own files that nothing names yet. */
  discard(input: FileById): Promise<Removed>
  /** What virus scanners hold back, oldest first. */
  quarantine(input: ListQuarantine): Promise<QuarantinePage>
  /** Lets go of a file that the scanner was wrong about. */
  release(input: ReleaseFile): Promise<QuarantinedFile>
}

export interface FilesContract {
  id: 'files'
  service: FilesService
  permissions: 'file.stage' | 'file.release'
  events: {
    'file.staged': { fileId: string }
    'file.discarded': { fileId: string }
    /** Found by a scanner that looked later. */
    'file.quarantined': { fileId: string }
    'file.released': { fileId: string }
  }
}
