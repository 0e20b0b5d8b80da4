import { createDesk } from '../../src/desk/create-desk.ts'
import { folderStorage } from '../../src/file/folder-storage.ts'

// An export or import that ends itself, as a power cut would, at its n-th step.
const [what = '', database = '', schema = '', storage = '', folder = '', step = '0'] = process.argv.slice(2)
let left = Number(step)
// `index`: when the rows are there and search begins to be made, which goes through everything anew each time.
const onProgress = ({ what: at }: { what: string }): void => {
  if (at !== 'index') left -= 1
  if (at === 'index' ? step === 'index' : left === 0) process.kill(process.pid, 'SIGKILL')
}
const desk = createDesk({ database, store: { schema }, worker: false, files: { storage: folderStorage(storage) } })
if (what === 'export') await desk.export({ to: folder, onProgress })
else await desk.import({ from: folder, onProgress })
await desk.close()
process.disconnect()
