import process from 'node:process'
import { build } from './build.js'
import { installAll, installForDemo } from './install.js'
import { exitCode } from './run-command.js'
import { test } from './test.js'
import { publishedPackages, withDependencies } from './workspace.js'

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

  async test(args) {
    await tasks.build()
    return test(args)
  },
}
