interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

/** The items of a list, page after page. */
export async function* everyItem<T>(pageAfter: (place: { limit: 200; cursor?: string }) => Promise<Page<T>>): AsyncGenerator<T> {
  let cursor: string | null = null
  do {
    const page: Page<T> = await pageAfter(cursor === null ? { limit: 200 } : { limit: 200, cursor })
    yield* page.items
    cursor = page.nextCursor
  } while (cursor !== null)
}
