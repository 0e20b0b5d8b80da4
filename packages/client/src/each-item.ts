import type { CallOptions } from './api.ts'

/** A part of a list. */
export interface ItemsPage<T> {
  readonly items: readonly T[]
  readonly nextCursor?: string | null | undefined
}

/**
 * All items of a list, page after page, as they are read: `for await (const ticket of eachItem(client.tickets.list, { open: true }))`.
 * Whoever breaks off fetches no further page.
 */
export async function* eachItem<I extends { readonly cursor?: string } | undefined, T>(
  list: (input: I, options?: CallOptions) => Promise<ItemsPage<T>>,
  input: NoInfer<Exclude<I, undefined>>,
  options?: CallOptions,
): AsyncGenerator<T, void> {
  let cursor = input.cursor
  do {
    const page = await list(cursor === undefined ? input : { ...input, cursor }, options)
    yield* page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
