import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { blocksOf, runBlock, writeBlocks } from './blocks.ts'

// The suite makes its tests while files are collected, so the page's plugin is written and loaded before that.
const blocks = await blocksOf('guide/write-a-plugin.md')
const { folder, remove } = await writeBlocks(blocks)
afterAll(remove)

it('runs as it is written', async () => {
  await runBlock(folder, 'try.ts')
})

it('shows the suite in the lines that are run here', () => {
  expect(blocks.get('plugin.test.ts')).toContain('pluginConformance(praise)')
})

await import(/* @vite-ignore */ pathToFileURL(join(folder, 'plugin.test.ts')).href)
