// The one build of every package, run in the package's folder: ESM for the oldest supported Node.
// What is built follows from package.json: each `development` source in `exports`, and each `bin`.
import { readFileSync } from 'node:fs'
import process from 'node:process'

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

const libraries = Object.values(manifest.exports ?? {})
  .filter((target) => target.development)
  .map((target) => [outputName(target.default), target.development])

const programs = Object.values(manifest.bin ?? {}).map((output) => [
  outputName(output),
  output.replace('./dist/', './src/').replace(/\.js$/, '.ts'),
])

const declarations = process.env.DECLARATIONS !== 'no' && libraries.length > 0

export default {
  entry: Object.fromEntries([...libraries, ...programs]),
  format: 'esm',
  target: 'node22',
  platform: 'node',
  outDir: 'dist',
  clean: true,
  splitting: true,
  sourcemap: true,
  skipNodeModulesBundle: true,
  dts: declarations && { entry: Object.fromEntries(libraries) },
}

function outputName(path) {
  return path.replace('./dist/', '').replace(/\.js$/, '')
}
