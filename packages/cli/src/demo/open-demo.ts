import type { Desk } from '@deskwright/core'
import { printSummary } from '../replay/print-summary.ts'
import { readLog } from '../replay/read-log.ts'
import { type ReplayRun, replayLog } from '../replay/replay-log.ts'
import { summarize } from '../replay/summarize.ts'
import { DemoClock } from './demo-clock.ts'
import { openDatabase, shown } from './demo-database.ts'
import { createDemoDesk } from './demo-desk.ts'
import { ProgressBar } from './progress-bar.ts'
import { loadArticles } from './sample/load-articles.ts'
import { loadBilling, type SampleInvoice, sampleInvoices } from './sample/load-billing.ts'
import { loadEquipment } from './sample/load-equipment.ts'
import { loadSample } from './sample/load-sample.ts'
import { SignIn } from './sign-in.ts'

export interface OpenDemo {
  readonly desk: Desk
  readonly signIn: SignIn
  readonly invoices: readonly SampleInvoice[]
  /** The desk, and the database that the demo opened for it. */
  close(): Promise<void>
}

/** A demo's desk, migrated and filled: with the sample, or with a replayed log. Closes it again when that fails. */
export async function openDemo(url: string, replay: string | undefined, clock = new DemoClock()): Promise<OpenDemo> {
  const log = replay === undefined ? undefined : await readLog(replay)
  const signIn = new SignIn()
  const { database, storage, close: closeDatabase } = await openDatabase(url)
  const desk = createDemoDesk({ database, storage, clock, signIn })
  const close = async (): Promise<void> => {
    await desk.close()
    await closeDatabase()
  }
  try {
    const applied = await desk.migrate()
    if (applied.length) console.log(`Made the schema in ${shown(url)}.`)
    if (log) {
      const run = await replayWithBar(desk, clock, log)
      printSummary(await summarize(desk, log), run, console.log)
    } else {
      const added = await loadSample(desk, clock)
      const items = await loadEquipment(desk, clock.now())
      if (items) console.log(`Added ${items} items of equipment in six languages.`)
      const invoices = await loadBilling(desk, clock.now())
      if (invoices) console.log(`Billed a month of work to ${invoices} sample companies.`)
      const articles = await loadArticles(desk)
      if (articles) console.log(`Added ${articles} sample articles in six languages.`)
      console.log(added ? `Added ${added} sample tickets in six languages.` : 'The sample is in the desk already.')
    }
    // What was committed gets its place in the order of events before anybody asks for it.
    await desk.tick()
    await signIn.learn(desk)
    return { desk, signIn, invoices: await sampleInvoices(desk), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function replayWithBar(desk: Desk, clock: DemoClock, log: Awaited<ReturnType<typeof readLog>>): Promise<ReplayRun> {
  const bars = { population: new ProgressBar('People, teams, companies'), rows: new ProgressBar('Rows of the log') }
  let current: ProgressBar | undefined
  try {
    return await replayLog(desk, clock, log, ({ phase, done, total }) => {
      if (current !== bars[phase]) current?.end()
      current = bars[phase]
      current.report(done, total)
    })
  } finally {
    current?.end()
  }
}
