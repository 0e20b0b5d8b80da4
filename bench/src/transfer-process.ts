import { readFileSync, writeFileSync } from 'node:fs'
import { createDesk } from '@deskwright/core'

/** An export or import in a process of its own, which prints what it took and what memory it had more than the idle desk at the most. */
const [, , what = '', database = '', folder = ''] = process.argv
const desk = createDesk({ database, worker: false, identify: () => null })
if (what === 'import') await desk.migrate()
else await desk.ready()
globalThis.gc?.()
const memory = (key: string): number =>
  Math.round(Number(new RegExp(`${key}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1000)
const idle = memory('VmRSS')
writeFileSync('/proc/self/clear_refs', '5')
const start = performance.now()
let indexFrom = 0
const report =
  what === 'export'
    ? await desk.export({ to: folder })
    : await desk.import({
        from: folder,
        onProgress: ({ what: step }) => {
          if (step === 'index' && !indexFrom) indexFrom = performance.now()
        },
      })
const seconds = (performance.now() - start) / 1000
console.log(
  JSON.stringify({
    seconds,
    index: indexFrom ? (performance.now() - indexFrom) / 1000 : 0,
    idle,
    most: memory('VmHWM'),
    rows: report.rows,
  }),
)
await desk.close()
