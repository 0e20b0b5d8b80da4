import { forContract } from '@deskwright/core'
import { pluginConformance } from '@deskwright/testing/vitest'
import { ratings } from './ratings-plugin.ts'
import { visits } from './sample-plugin.ts'

pluginConformance(visits)

pluginConformance(ratings, {
  options: { best: 5 },
  with: () => [visits()],
  examples: { rate: ({ ticketId }) => ({ ticketId, stars: 4, remark: 'They were quick and kind.' }) },
})

/** Nothing is owed: a plugin of a few words conforms. */
pluginConformance(forContract<{ id: 'bare' }>().definePlugin({ id: 'bare', version: '1.0.0', contract: 1 }))
