import type { Awaitable } from '../plugin/contract.ts'

/** A stored file, for a virus scanner: whose bytes nobody else can have yet. */
export interface FileToScan {
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
  /** Hexadecimal. */
  readonly sha256: string
  /** The bytes, as often as they are needed. */
  open(): AsyncIterable<Uint8Array>
  /** Fires when the time for this is over. */
  readonly signal: AbortSignal
}

/** `refuse`: the upload is refused and nothing is kept. `quarantine`: it is kept and nobody gets it until somebody releases it. */
export type ScanVerdict = 'accept' | { readonly refuse: string } | { readonly quarantine: string }

/**
 * Looks at a file before anybody can download it. One that throws or takes too long leaves the file waiting: it is asked again later, and
 * until then the file can be named by messages and downloaded by nobody.
 */
export type FileScanner = (file: FileToScan) => Awaitable<ScanVerdict>
