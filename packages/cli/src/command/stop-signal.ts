import process from 'node:process'

/** The same Ctrl-C can arrive more than once: from the terminal and from every program in between that passes it on. */
const SAME_SIGNAL_MS = 500

/** Aborts at Ctrl-C or SIGTERM, so that what runs can end in good order; a second one ends the process at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  let firstAt: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      const now = performance.now()
      firstAt ??= now
      if (now - firstAt > SAME_SIGNAL_MS) process.exit(130)
      controller.abort()
    })
  return controller.signal
}
