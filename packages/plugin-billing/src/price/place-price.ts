export interface PlacedPrice {
  readonly amount_minor: number
  readonly valid_from: string
  readonly valid_until: string | null
}

/**
 * The prices of an item in one currency after another one came, oldest first: the price before ends where it begins, and it ends where the next begins.
 * The same day again changes the price in place. What would lie over the next one is answered by the day on which that begins.
 */
export function placePrice(rows: readonly PlacedPrice[], added: PlacedPrice): readonly PlacedPrice[] | { readonly overlaps: string } {
  const next = rows.find(({ valid_from }) => valid_from > added.valid_from)
  if (added.valid_until !== null && added.valid_until <= added.valid_from) return { overlaps: added.valid_from }
  if (added.valid_until !== null && next && added.valid_until > next.valid_from) return { overlaps: next.valid_from }
  const before = rows
    .filter(({ valid_from }) => valid_from < added.valid_from)
    .map((row) => (row.valid_until === null || row.valid_until > added.valid_from ? { ...row, valid_until: added.valid_from } : row))
  const after = rows.filter(({ valid_from }) => valid_from > added.valid_from)
  return [...before, { ...added, valid_until: added.valid_until ?? next?.valid_from ?? null }, ...after]
}
