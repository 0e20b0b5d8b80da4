import process from 'node:process'
import { configArg, withDesk } from '../config/load-desk.ts'
import { jsonArg, printJson } from './json-arg.ts'
import { stopSignal } from './stop-signal.ts'
import { strictCommand } from './strict-command.ts'

export const worker = strictCommand({
  name: 'worker',
  description: 'Works through deliveries and jobs until it is stopped (Ctrl-C, SIGTERM). Any number of workers may run.',
  args: { ...configArg, ...jsonArg, once: { type: 'boolean', description: 'Do what is due and end: for cron' } },
  run: ({ args }) =>
    withDesk(args.config, async (desk) => {
      await desk.ready()
      if (args.once) {
        const counts = await desk.tick()
        if (args.json) printJson(counts)
        else
          console.log(
            Object.entries(counts)
              .map(([what, count]) => `${what} ${count}`)
              .join(', '),
          )
        return
      }
      const running = desk.startWorker({ signal: stopSignal() })
      console.log(`Worker ${process.pid} runs. Stop it with Ctrl-C.`)
      await running.stopped
      console.log('Worker stopped: nothing is left half done.')
    }),
})
