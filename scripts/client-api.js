// Writes the operations of core to the client package, from the document of a desk without plugins; without --update it only compares.
// Run with --conditions=development: desk and generator are imported from sources.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import process from 'node:process'
import { generateApi } from '../packages/client/src/generate/generate-api.ts'
import { createDesk } from '../packages/core/src/index.ts'
import { root } from './paths.js'

const path = join(root, 'packages', 'client', 'src', 'core', 'core-api.ts')
const desk = createDesk({ database: 'sqlite::memory:', worker: false, identify: () => null })
const text = await generateApi(desk.openApi(), { name: 'coreApi', from: '../api.ts' })
await desk.close()

if (process.argv.includes('--update')) writeFileSync(path, text)
else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
  console.error(
    `${relative(root, path)} is not what the desk's description says now. If that is meant: npm run client -- --update, and commit it.`,
  )
  process.exitCode = 1
}
