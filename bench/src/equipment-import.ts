import { once } from 'node:events'
import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createDesk, folderStorage } from '@deskwright/core'
import { equipment } from '../../packages/plugin-equipment/src/index.ts'

/**
 * One import of many lines in a process of its own, which prints what it took. `dry` only looks; `begin` is there to be killed, and prints how far it is;
 * `resume` goes on with what was begun. Every hundredth line is bad.
 */
const [, , database = '', folder = '', count = '100000', mode = 'begin'] = process.argv
const lines = Number(count)

const desk = createDesk({
  database,
  plugins: [equipment()],
  worker: false,
  files: { storage: folderStorage(join(folder, 'files')) },
  identify: () => null,
})
await desk.migrate()
const system = desk.system('bench')
if (mode === 'dry') {
  await system.companies.create({ name: 'Sample Company' })
  await system.equipment.createKind({ name: 'Printer' })
}
const importId = mode === 'resume' ? await begun() : await start()

// What counts is what the process has more than with an idle desk: at the end, and at the most.
globalThis.gc?.()
const idle = memory('VmRSS')
writeFileSync('/proc/self/clear_refs', '5')
const begin = performance.now()
const { lines: before } = await system.equipment.importState({ importId })
for (;;) {
  const working = desk.tick()
  while (mode === 'begin' && !(await Promise.race([working.then(() => true), pause(200, false)])))
    console.log(JSON.stringify({ lines: (await system.equipment.importState({ importId })).lines }))
  await working
  const { state, created, faulty, lines: done } = await system.equipment.importState({ importId })
  if (state === 'waiting' || state === 'running') {
    // Whoever was killed holds the work until its lease is over.
    await pause(100)
    continue
  }
  const seconds = (performance.now() - begin) / 1000
  console.log(JSON.stringify({ state, seconds, idle, most: memory('VmHWM'), created, faulty, done, before }))
  break
}
await desk.close()

async function start(): Promise<string> {
  const file = join(folder, `items-${process.pid}.csv`)
  const out = createWriteStream(file)
  out.write('inventory_number,name,kind,serial,company,status,purchased_on,note\r\n')
  for (let n = 0; n < lines; n += 1) {
    const kind = n % 100 === 99 ? 'Nonsense' : 'Printer'
    const line = `INV-${n},Printer ${n},${kind},SN${n * 7919},Sample Company,in_service,2025-03-01,"Second floor, behind the door"\r\n`
    if (!out.write(line)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
  const { id: fileId } = await system.files.stage({ name: 'items.csv', body: createReadStream(file) })
  return (await system.equipment.startImport({ fileId, isDryRun: mode === 'dry' })).id
}

async function begun(): Promise<string> {
  const { items } = await system.equipment.imports({})
  const open = items.find(({ state }) => state === 'running')
  if (!open) throw new Error('There is no import that was interrupted.')
  await system.equipment.resumeImport({ importId: open.id })
  return open.id
}

/** In MB. */
function memory(what: 'VmRSS' | 'VmHWM'): number {
  return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024)
}
