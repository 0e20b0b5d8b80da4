import { createDesk } from '../../src/desk/create-desk.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import type { Removal } from './removal.ts'
import { removeBy } from './removal.ts'

// An administrator in a process of their own, who does what the test says and answers with the code.
const [database = '', schema = '', externalId = ''] = process.argv.slice(2)
process.on('disconnect', () => process.exit())
const desk = createDesk({ database, store: { schema, poolSize: 2, readers: 1 }, worker: false })
const me = desk.as({ externalId })

process.on('message', (removal: Removal) => {
  removeBy(me, removal).then(
    () => process.send?.('done'),
    (error: unknown) => process.send?.(isDeskError(error) ? error.code : String(error)),
  )
})
await desk.ready()
process.send?.('ready')
