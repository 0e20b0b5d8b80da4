import { once } from 'node:events'
import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDesk, folderStorage } from '@deskwright/core'
import { equipment } from '../../packages/plugin-equipment/src/index.ts'

/** One import of many lines in a process of its own; prints what it took. `VmHWM`: the most that the process ever had. */
const [, , database = '', folder = '', lines = '100000'] = process.argv
const file = join(folder, `items-${process.pid}.csv`)
const out = createWriteStream(file)
out.write('inventory_number,name,kind,serial,company,status,purchased_on,note\r\n')
for (let n = 0; n < Number(lines); n += 1) {
  const line = `INV-${n},Printer ${n},Printer,SN${n * 7919},Sample Company,in_service,2025-03-01,"Second floor, behind the door"\r\n`
  if (!out.write(line)) await once(out, 'drain')
}
out.end()
await once(out, 'close')

const desk = createDesk({
  database,
  plugins: [equipment()],
  worker: false,
  files: { storage: folderStorage(join(folder, `files-${process.pid}`)) },
  identify: () => null,
})
await desk.migrate()
const system = desk.system('bench')
await system.companies.create({ name: 'Sample Company' })
await system.equipment.createKind({ name: 'Printer' })
const most = (): number => Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024)
const before = most()
const start = performance.now()
const { id: fileId } = await system.files.stage({ name: 'items.csv', body: createReadStream(file) })
const { id: importId } = await system.equipment.startImport({ fileId })
for (;;) {
  await desk.tick()
  const { state, created, faulty } = await system.equipment.importState({ importId })
  if (state === 'waiting' || state === 'running') continue
  console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000, mb: most(), before, created, faulty }))
  break
}
await desk.close()
