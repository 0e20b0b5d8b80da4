// The first file: the desk, on the shop's own pool. Its tables stand in a schema of their own.
import { createDesk } from '@deskwright/core'
import { pool } from './database.ts'

export const desk = createDesk({
  database: pool,
  // Who is calling, from your own session. A header that anybody can set is only good for trying it out.
  identify: ({ headers }) => {
    const externalId = headers.get('x-user')
    return externalId ? { externalId, name: externalId } : null
  },
  admins: ['ada'],
})
