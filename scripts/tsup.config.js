// The one build of every package, run in the package's folder: ESM for the oldest supported Node.
// What is built follows from package.json: each `development` source in `exports`, and each `bin`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { thirdPartyNotices } from './third-party-notices.js'

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

const libraries = Object.values(manifest.exports ?? {})
  .filter((target) => target.development)
  .map((target) => [outputName(target.default), target.development])

const programs = Object.values(manifest.bin ?? {}).map((output) => [
  outputName(output),
  output.replace('./dist/', './src/').replace(/\.js$/, '.ts'),
])

// Programs of threads, which nothing imports.
const workers = Object.entries(manifest.workers ?? {}).map(([output, source]) => [outputName(output), source])

const declarations = process.env.DECLARATIONS !== 'no' && libraries.length > 0

// Carried inside what is built, as far as it is used. Together they are a thousand modules, and Node pays for each: loading core took three times as
// long, and 15 MB more. Nothing of theirs crosses a border by identity: schemas and query nodes are plain objects, whichever copy made them.
const carried = [/^typebox($|\/)/, /^kysely($|\/)/, /^hono\/html$/, /^temporal-(polyfill|utils)($|\/)/, /^(hookable|messageformat|uuid)$/]

/** Who carries the work of others says whose it is. */
const notices = {
  name: 'third-party-notices',
  setup(build) {
    build.onEnd(({ metafile, errors }) => {
      const text = metafile && errors.length === 0 ? thirdPartyNotices(Object.keys(metafile.inputs)) : ''
      if (!text) return
      // In a clean clone this comes before the first file is written.
      mkdirSync('dist', { recursive: true })
      writeFileSync('dist/THIRD-PARTY-NOTICES.txt', text)
    })
  },
}

export default {
  entry: Object.fromEntries([...libraries, ...programs, ...workers]),
  format: 'esm',
  target: 'node22',
  platform: 'node',
  outDir: 'dist',
  clean: true,
  splitting: true,
  sourcemap: true,
  skipNodeModulesBundle: true,
  noExternal: carried,
  esbuildPlugins: [notices],
  dts: declarations && { entry: Object.fromEntries(libraries) },
}

function outputName(path) {
  return path.replace('./dist/', '').replace(/\.js$/, '')
}
