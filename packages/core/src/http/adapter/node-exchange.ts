import type { Answer } from '../answer.ts'
import { answerOf } from '../answering.ts'
import type { FetchableDesk } from '../fetchable.ts'
import { drain } from './drain.ts'
import type { Incoming, Outgoing } from './incoming.ts'
import { Over } from './over.ts'
import { isOurs, problemAnswer } from './problem-answer.ts'
import { sendAnswer } from './send-answer.ts'
import { toRequest } from './to-request.ts'

/** One request of a framework that stands on node:http. */
export interface NodeExchange {
  readonly incoming: Incoming
  readonly outgoing: Outgoing
  /** What the host's body parser left in `request.body`, if anything. */
  readonly parsed?: unknown
  /** The public address; throws a coded error for addresses that no client sends by accident. */
  locate(): { readonly url: string; readonly mount: string }
}

/** Puts a request of Node before the desk and sends what it answers. Never rejects. */
export const exchange = async (
  desk: FetchableDesk,
  { incoming, outgoing, parsed, locate }: NodeExchange,
  report: (error: unknown) => void,
): Promise<void> => {
  const abort = new AbortController()
  const over = new Over()
  let detach = () => {}
  let isAnswering = false
  let isFinished = false
  const settle = () => {
    // Finished without us: the host has answered instead, for instance because its time limit was over.
    if (!isFinished || !isAnswering) abort.abort(new DOMException('Nobody waits for this answer any more.', 'AbortError'))
    over.end()
    detach()
  }
  outgoing.once('finish', () => {
    // node:http2 says so of every closed stream, ended or not.
    isFinished = outgoing.writableEnded
    settle()
    drain(incoming)
  })
  outgoing.once('close', settle)
  if (outgoing.socket === null) onLoss(incoming, settle)
  // Writing to a connection that is going down emits an error, which would end the process if nobody listened.
  outgoing.on('error', () => {})
  if (outgoing.destroyed) settle()

  const send = (answer: Answer) => {
    isAnswering = true
    return sendAnswer(answer, { outgoing, over, report })
  }
  try {
    const { url, mount } = locate()
    const built = toRequest({ incoming, url, signal: abort.signal, parsed })
    detach = built.detach
    await send(await answerOf(desk, built.request, { path: mount, isBodyRewritten: built.isBodyRewritten }))
  } catch (error) {
    if (abort.signal.aborted && isAbort(error)) return
    if (isOurs(error)) report(error)
    await send(problemAnswer(error)).catch(report)
  }
}

/** Node 22 tells nothing to an answer that waits behind others of a pipelined connection when that connection is lost. */
const onLoss = ({ socket }: Incoming, settle: () => void): void => {
  socket.setMaxListeners(socket.getMaxListeners() + 1)
  socket.once('close', settle)
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'
