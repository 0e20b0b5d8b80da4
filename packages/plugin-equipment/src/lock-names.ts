/** What changes one after the other: names and trees of directories and of places, inventory numbers, parts, dependencies. */
export const lockNames = ['directories', 'objects', 'numbers', 'components', 'dependencies'] as const
export type LockName = (typeof lockNames)[number]
