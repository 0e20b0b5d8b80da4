import process from 'node:process'
import { build } from './build.js'
import { installAll, installForDemo } from './install.js'
import { exitCode } from './run-command.js'
import { sideBySide } from './side-by-side.js'
import { test } from './test.js'
import { bin, publishedPackages, withDependencies } from './workspace.js'

/** What can be run, by name. A task gets the arguments after its name and gives the exit code. */
export const tasks = {
  async demo(args) {
    await installForDemo()
    await build(withDependencies('deskwright'), { declarations: false })
    return exitCode(process.execPath, ['packages/cli/dist/bin.js', 'demo', ...args])
  },

  async build() {
    await installAll()
    await build(publishedPackages(), { declarations: true })
  },

  /** Format and lint rules, then the rules that need types: forgotten awaits, and awaited queries that were never executed. */
  async lint() {
    await installAll()
    return (
      (await tool('@biomejs/biome', 'biome', ['check', '--error-on-warnings', '.'])) ||
      (await tool('oxlint', 'oxlint', ['--type-aware', '--deny-warnings', '.']))
    )
  },

  async format() {
    await installAll()
    return tool('@biomejs/biome', 'biome', ['check', '--write', '.'])
  },

  async types() {
    await installAll()
    return tool('typescript7', 'tsc', ['--project', '.'])
  },

  /** Which way imports point. */
  async imports() {
    await installAll()
    return tool('dependency-cruiser', 'depcruise', ['packages', '--config', '.dependency-cruiser.js'])
  },

  /** Files, exports and dependencies that nobody uses. */
  async unused() {
    await installAll()
    return tool('knip', 'knip', [])
  },

  /** The packages as they would be published. */
  async packages() {
    await tasks.build()
    const { checkPackages } = await import('./check-packages.js')
    return checkPackages()
  },

  /** The public surface, compared with what is committed; `--update` writes it. */
  async api(args) {
    await tasks.build()
    const { reportApi } = await import('./api-report.js')
    return reportApi({ update: args.includes('--update') })
  },

  /** A page for every error code, compared with the registries; `--update` writes them. */
  async errors(args) {
    await installAll()
    return exitCode(process.execPath, ['--conditions=development', 'scripts/error-pages.js', ...args])
  },

  /** The site, with its reference and search, into site/dist. A link that leads nowhere, or a guide that is in no list, fails. */
  async site() {
    await tasks.build()
    return exitCode(process.execPath, ['site/build.ts'])
  },

  /** What is released: `version`, `publish`, and `rehearse`, which changes nothing. */
  async release([step = 'rehearse']) {
    await installAll()
    const { release } = await import('./release.js')
    return release(step)
  },

  /** The operations of core in the client package, compared with the desk's description; `--update` writes them. */
  async client(args) {
    await installAll()
    return exitCode(process.execPath, ['--conditions=development', '--no-warnings', 'scripts/client-api.js', ...args])
  },

  /** The demo, in a fresh clone of what is committed. */
  async fresh() {
    const { freshDemo } = await import('./fresh-demo.js')
    return freshDemo()
  },

  /** Everything that must hold besides the tests. Runs all of it, so that one run shows all that is wrong. */
  async check() {
    await tasks.build()
    const failed = await sideBySide([
      'lint',
      'packages',
      'api',
      'types',
      'unused',
      'imports',
      'errors',
      'client',
      'site',
      'release',
      'fresh',
    ])
    console.log(failed.length === 0 ? '\nAll checks hold.' : `\nFailed: ${failed.join(', ')}. One of them alone: npm run <name>.`)
    return failed.length === 0 ? 0 : 1
  },

  async bench(args) {
    await installAll()
    await build(publishedPackages(), { declarations: false })
    return exitCode(process.execPath, ['bench/run.ts', ...args])
  },

  async test(args) {
    await tasks.build()
    return test(args)
  },
}

function tool(packageName, command, args) {
  return exitCode(process.execPath, [bin(packageName, command), ...args])
}
