/** Where browsers find a desk: `''` at the root, else a path such as `'/support'` or `'/a/b'`, as it stands in the address, without a slash at the end. */
export interface FetchMount {
  readonly path: string
}

/**
 * What an adapter needs of a desk. The request's address is the public one: its path starts with `mount.path`, and the desk serves what
 * lies below it. Never rejects for what a caller did wrong: refusals are problem documents.
 */
export interface FetchableDesk {
  fetch(request: Request, mount?: FetchMount): Promise<Response>
}
