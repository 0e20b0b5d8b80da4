import type { Answer } from './answer.ts'
import type { FetchableDesk, FetchMount } from './fetchable.ts'

/** On the desk's own `fetch`, for adapters: the same without a Response where the whole body is known. Whoever wraps `fetch` has no such thing, and need not. */
export interface Answering {
  readonly '~answer': (request: Request, mount?: FetchMount) => Promise<Answer>
}

/** What a desk answers, by the quickest way that it has. */
export const answerOf = (desk: FetchableDesk, request: Request, mount: FetchMount): Promise<Answer> => {
  const answer = directly(desk)
  return answer ? answer(request, mount) : desk.fetch(request, mount)
}

const directly = ({ fetch }: { readonly fetch: FetchableDesk['fetch'] & Partial<Answering> }) => fetch['~answer']
