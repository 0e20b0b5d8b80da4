/**
 * One stored file. Its bytes are in the storage before the row is, and leave it after the row has gone, so there is no row without bytes.
 * Without `holder` it is staged: it belongs to who uploaded it, until a command names it or it expires.
 */
export interface FileTable {
  id: string
  /** Where its bytes are: random, and never part of an address. */
  storage_key: string
  /** As it was sent, without path, control characters and marks that turn its direction around. */
  name: string
  /** By its content, from the list of types that are served; everything else is `application/octet-stream`. */
  content_type: string
  size_bytes: number
  /** Hexadecimal. */
  sha256: string
  width: number | null
  height: number | null
  staged_by_kind: 'person' | 'plugin' | 'system'
  staged_by: string
  /** `none`: no scanner was there. `pending`: to be looked at. Nothing but `clean` is served where there is a scanner. */
  scan: 'none' | 'pending' | 'clean' | 'quarantined'
  /** What the scanner said of it, for staff. */
  scan_note: string | null
  scan_count: number
  /** When a pending one is looked at again. */
  scan_at: string | null
  /** `core` or the plugin that uses it. */
  holder: string | null
  used_at: string | null
  /** Of a staged one. */
  expires_at: string | null
  created_at: string
}

/** Bytes that nothing names any more: written with the end of the row, taken away once the bytes are gone. */
export interface FileRemovalTable {
  storage_key: string
  created_at: string
}

export interface AttachmentTable {
  file_id: string
  message_id: string
  ticket_id: string
  /** The order in which the message names them. */
  ordinal: number
}

/** An upload under way: one of the numbered slots of whoever sends it. A lease, as the process may die meanwhile. */
export interface FileUploadTable {
  /** Kind and id: `person:…`. */
  sender: string
  slot: number
  upload_id: string
  lease_until_ms: number
}

export interface FileTables {
  file: FileTable
  file_upload: FileUploadTable
  file_removal: FileRemovalTable
  attachment: AttachmentTable
}
