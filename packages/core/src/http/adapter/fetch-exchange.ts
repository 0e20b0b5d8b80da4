import { answerOf } from '../answering.ts'
import type { FetchableDesk } from '../fetchable.ts'
import { isOurs, problemAnswer } from './problem-answer.ts'
import { settleResponse } from './settle-response.ts'

/** One request of a framework that speaks Request and Response itself. */
export interface FetchExchange {
  readonly incoming: Request
  /** The request under its public address; throws a coded error for addresses that no client sends by accident. */
  locate(): Promise<{ readonly request: Request; readonly mount: string; readonly isBodyRewritten?: boolean }>
}

/** Puts a Request before the desk. Never rejects: the framework's own error page must not show what went wrong. */
export const fetchExchange = async (
  desk: FetchableDesk,
  { incoming, locate }: FetchExchange,
  report: (error: unknown) => void,
): Promise<Response> => {
  try {
    const { request, mount, isBodyRewritten } = await locate()
    return await settleResponse(await answerOf(desk, request, { path: mount, isBodyRewritten }), incoming.method, report)
  } catch (error) {
    if (isOurs(error) && !incoming.signal.aborted) report(error)
    return problemAnswer(error)
  }
}

/** The same request under another address, its body unread. */
export const withUrl = (request: Request, url: string): Request => {
  if (request.url === url) return request
  const { method, headers, body, signal } = request
  return new Request(url, { method, headers, signal, ...(body && { body, duplex: 'half' as const }) })
}
