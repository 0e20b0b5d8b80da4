/** The written forms of a mount path as one: `'/'`, `''` → `''`; `'support/'`, `'/support'` → `'/support'`. Slashes in a row become one, so that a link can't start with `//`. */
export const mountPath = (path: string): string => {
  const segments = path.split('/').filter((segment) => segment !== '')
  return segments.length === 0 ? '' : `/${segments.join('/')}`
}

/**
 * The part of a path below a mount, starting with a slash: `('/support/api', '/support')` → `'/api'`; undefined outside of it
 * (`'/supporter'`, and what the URL parser folded out of it). Compared as it stands: nothing is decoded.
 */
export const pathBelow = (pathname: string, mount: string): string | undefined => {
  if (mount === '') return pathname
  if (pathname === mount) return '/'
  return pathname.startsWith(`${mount}/`) ? pathname.slice(mount.length) : undefined
}
