/** A number that no other save of a role has: permission sets are kept by it, also those that a transaction saw before it was rolled back. */
export const stampOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(-7), 16) + 2
