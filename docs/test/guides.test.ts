import { describe, expect, it } from 'vitest'
import { blocksOf, runBlock, writeBlocks } from './blocks.ts'

/** Page → blocks that are programs; the others are what they import. */
const programs: Readonly<Record<string, readonly string[]>> = {
  'guide/embed.md': ['try.ts', 'transaction.ts', 'after.ts'],
  'guide/host-transactions.md': ['transaction.ts'],
  'guide/many-desks.md': ['try.ts'],
  'guide/define-a-ticket-type.md': ['try.ts', 'extend.ts'],
  'guide/roles-and-scopes.md': ['try.ts'],
  'guide/operate.md': ['try.ts'],
  'guide/live-updates.md': ['try.ts'],
  'guide/search.md': ['try.ts'],
  'guide/languages.md': ['try.ts'],
  'guide/catalogue-and-macros.md': ['try.ts', 'approval.ts'],
  'guide/links-and-merges.md': ['try.ts'],
  'guide/views-bulk-history.md': ['try.ts'],
  'guide/notifications.md': ['try.ts', 'mail.ts'],
  'guide/webhooks.md': ['try.ts'],
  'guide/provisioning.md': ['try.ts'],
  'guide/keys-and-limits.md': ['try.ts'],
  'guide/client.md': ['try.ts'],
  'guide/files.md': ['try.ts'],
  'guide/knowledge-base-search.md': ['try.ts'],
  'guide/equipment.md': ['try.ts'],
  'guide/time-and-estimates.md': ['try.ts'],
  'guide/bill-a-month.md': ['try.ts'],
  'guide/knowledge-base.md': ['try.ts'],
  'guide/maintenance-plans.md': ['try.ts'],
  'guide/pages.md': ['try.ts'],
  'guide/portal.md': ['try.ts'],
  'guide/import-and-export.md': ['try.ts'],
  'guide/personal-data.md': ['try.ts'],
  'guide/move-from-another-desk.md': ['try.ts'],
}

describe.each(Object.entries(programs))('%s', (page, names) => {
  it.each(names)('%s runs as it is written', async (name) => {
    const blocks = await blocksOf(page)
    expect([...blocks.keys()]).toContain(name)
    const { folder, remove } = await writeBlocks(blocks)
    try {
      await runBlock(folder, name)
    } finally {
      await remove()
    }
  })
})
