import type { Incoming } from './incoming.ts'

/**
 * Reads and forgets what a client still sends after its answer. Closing at once would reset the connection under a client that reads only
 * when it has sent everything, and leaving the bytes would block the next request of a kept connection. Nobody may send for ever, though.
 */
export const drain = (incoming: Incoming, patienceMs = 5_000): void => {
  if (incoming.readableEnded || incoming.destroyed) return
  const timer = setTimeout(() => ('stream' in incoming ? incoming.stream.close() : incoming.socket.destroy()), patienceMs)
  timer.unref()
  const done = () => clearTimeout(timer)
  incoming.once('end', done).once('close', done).resume()
}
