import { coreError } from '../error/core-errors.ts'
import type { FileScanner } from './scanner.ts'
import type { FileStorage } from './storage.ts'
import type { Pace } from './upload-body.ts'

/** `createDesk({ files: … })`. */
export interface FilesOptions {
  /** `folderStorage('/var/lib/desk/files')`, or `s3Storage({ … })` from `@deskwright/core/s3`. Unless told, a folder beside the SQLite file; on PostgreSQL it must be told. */
  readonly storage?: FileStorage
  /** Largest file in bytes; 100 MiB unless told. */
  readonly maxBytes?: number
  /** Files of one message; 20 unless told. */
  readonly maxPerMessage?: number
  /** Types that are taken, by their content: `['image/*', 'application/pdf']`. What is not recognised is `application/octet-stream`. All unless told. */
  readonly accept?: readonly string[]
  /** Largest image in pixels (width × height); 100 million unless told. */
  readonly maxImagePixels?: number
  /** How long an uploaded file waits to be named by a command, in ms; a day unless told. */
  readonly stagedMs?: number
  /** How many such files one person may have waiting, and of how many bytes together; 100, and ten times `maxBytes`, unless told. */
  readonly maxStaged?: number
  readonly maxStagedBytes?: number
  /** How many uploads one person may have under way at once, over all processes; 8 unless told. */
  readonly maxUploads?: number
  /** Slowest upload, on average after half a minute; 8 KiB a second unless told. */
  readonly minBytesPerSecond?: number
  /** Longest silence in an upload, and the wait for its first bytes, in ms; 30 000 unless told. */
  readonly idleMs?: number
  /** The host's virus scanner; plugins may hang on others. */
  readonly scan?: FileScanner
  /** Time for a scanner, in ms; 30 000 unless told. */
  readonly scanMs?: number
  /** Age in ms after which bytes that no row names are removed; a day unless told, and longer than any upload. */
  readonly orphanMs?: number
}

export interface FileSettings extends Required<Omit<FilesOptions, 'storage' | 'accept' | 'scan' | 'minBytesPerSecond' | 'idleMs'>> {
  readonly accept: readonly string[] | undefined
  readonly pace: Pace
}

const DAY_MS = 86_400_000
const typePattern = /^[a-z0-9.+-]+\/([a-z0-9.+-]+|\*)$/

/** Throws `file.bad_option`. */
export function fileSettings(options: FilesOptions = {}): FileSettings {
  const maxBytes = whole('maxBytes', options.maxBytes ?? 104_857_600)
  const idleMs = whole('idleMs', options.idleMs ?? 30_000, 2_147_483_647)
  for (const type of options.accept ?? [])
    if (!typePattern.test(type)) throw bad('accept', type, "types such as 'application/pdf', or kinds such as 'image/*'")
  return {
    maxBytes,
    maxPerMessage: whole('maxPerMessage', options.maxPerMessage ?? 20, 100),
    accept: options.accept,
    maxImagePixels: whole('maxImagePixels', options.maxImagePixels ?? 100_000_000),
    stagedMs: whole('stagedMs', options.stagedMs ?? DAY_MS),
    maxStaged: whole('maxStaged', options.maxStaged ?? 100),
    maxStagedBytes: whole('maxStagedBytes', options.maxStagedBytes ?? 10 * maxBytes),
    maxUploads: whole('maxUploads', options.maxUploads ?? 8, 1000),
    scanMs: whole('scanMs', options.scanMs ?? 30_000, 2_147_483_647),
    orphanMs: whole('orphanMs', options.orphanMs ?? DAY_MS),
    pace: { idleMs, graceMs: idleMs, bytesPerSecond: whole('minBytesPerSecond', options.minBytesPerSecond ?? 8192) },
  }
}

const bad = (option: string, value: unknown, expected: string) =>
  coreError('file.bad_option', { option, value: typeof value === 'string' ? `'${value}'` : String(value), expected })

function whole(option: string, value: number, max: number = Number.MAX_SAFE_INTEGER): number {
  if (!Number.isSafeInteger(value) || value < 1 || value > max) throw bad(option, value, `a whole number from 1 to ${max}`)
  return value
}
