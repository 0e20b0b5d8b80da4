// The desk of a Next application: instrumentation.ts prepares its database, app/support/[...path]/route.ts serves it.
import { createDesk } from '@deskwright/core'

export const desk = createDesk({
  database: process.env['DESK_DATABASE'] ?? 'sqlite:./desk.db',
  // Who is calling, from your own session. A header that anybody can set is only good for trying it out.
  identify: ({ headers }) => {
    const externalId = headers.get('x-user')
    return externalId ? { externalId, name: externalId } : null
  },
  admins: ['ada'],
})
