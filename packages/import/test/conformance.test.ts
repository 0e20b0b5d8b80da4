import { pluginConformance } from '@deskwright/testing/vitest'
import { imports } from '../src/index.ts'

pluginConformance(imports, {
  examples: {
    find: { source: 'zendesk', kind: 'ticket', ids: ['4711'] },
    remember: async ({ ticketId, test }) => ({
      source: 'zendesk',
      records: [
        { kind: 'person', sourceId: '12', targetId: test.actors.customer.id, hash: 'abc' },
        { kind: 'ticket', sourceId: '4711', targetId: ticketId, targetVersion: 1, hash: 'abc' },
      ],
    }),
  },
})
