/** As many as one statement asks for. */
const PART = 500

/** Reads by many values, so many at a time that no statement is too long. */
export async function inParts<Value, Row>(
  values: Iterable<Value>,
  read: (part: readonly Value[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const all = [...new Set(values)]
  const rows: Row[] = []
  for (let from = 0; from < all.length; from += PART) for (const row of await read(all.slice(from, from + PART))) rows.push(row)
  return rows
}
