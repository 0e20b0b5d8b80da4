/** What plugins and commands hear of a stored file. */
export interface FileFacts {
  readonly id: string
  readonly name: string
  /** By its content; `application/octet-stream` for everything that is not on the list of served types. */
  readonly contentType: string
  readonly sizeBytes: number
  /** Of images, in pixels. */
  readonly width: number | null
  readonly height: number | null
}

export interface FileRules {
  /** Types that are taken, such as `['image/*']`; all that the desk takes unless told. */
  readonly types?: readonly string[]
  readonly maxBytes?: number
}

/** What a command may do with files; part of its transaction. */
export interface WorkFiles {
  /**
   * Makes a file that this caller has uploaded the plugin's own: it expires no more, and can be taken by nothing else.
   * Throws `file.not_found`, `file.used`, `file.type_refused`, `file.too_large`.
   */
  take(fileId: string, rules?: FileRules): Promise<FileFacts>
  /** Gives up a file that this plugin has taken: with the commit its row is gone, and its bytes soon after. */
  discard(fileId: string): Promise<void>
}
