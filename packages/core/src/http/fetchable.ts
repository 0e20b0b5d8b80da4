/** Where browsers find a desk: `''` at the root, else a path such as `'/support'` or `'/a/b'`, as it stands in the address, without a slash at the end. */
export interface FetchMount {
  readonly path: string
  /**
   * The host's parser has read the body, and its bytes were written again from what the parser made of them: as good as before for JSON, and no
   * longer the same for files, which are refused then (`http.body_rewritten`).
   */
  readonly isBodyRewritten?: boolean | undefined
}

/**
 * What an adapter needs of a desk. The request's address is the public one: its path starts with `mount.path`, and the desk serves what
 * lies below it. Never rejects for what a caller did wrong: refusals are problem documents.
 */
export interface FetchableDesk {
  fetch(request: Request, mount?: FetchMount): Promise<Response>
}
