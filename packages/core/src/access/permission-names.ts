/** A role's permissions as they are stored. */
export const permissionNames = (json: unknown): string[] =>
  Array.isArray(json) ? json.filter((name: unknown): name is string => typeof name === 'string') : []
