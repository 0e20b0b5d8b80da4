import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from './own-database.ts'
import { fixtures, PROCESS_TIMEOUT, runCli } from './run-cli.ts'

vi.setConfig({ testTimeout: PROCESS_TIMEOUT })

const inFixture = (name: string) => ({ cwd: join(fixtures, name) })

describe('what a user does wrong', () => {
  const cases: readonly [what: string, args: readonly string[], folder: string, code: number, says: RegExp][] = [
    ['no module', ['status'], 'empty', 1, /There is no desk\.config\.ts.*--config.*cli\.config_missing/],
    ['a module that is not there', ['status', '--config', 'nowhere.ts'], 'empty', 1, /no file nowhere\.ts.*cli\.config_not_found/],
    ['a module without a desk', ['status'], 'no-desk', 1, /desk\.config\.mjs exports no desk \(it exports answer\)/],
    ['a module that throws', ['status'], 'throws', 1, /could not be loaded: the host has no settings \(at .*desk\.config\.mjs:2/],
    ['a composition that createDesk refuses', ['status'], 'refused', 1, /'nothing'.*machine\.unknown_type/],
    ['an unknown command', ['stauts'], 'good', 2, /Unknown command stauts\. See deskwright --help/],
    ['an unknown option', ['migrate', '--dryrum'], 'good', 2, /no option '--dryrum'.*--dry-run/],
    ['an option without its value', ['status', '--config'], 'good', 2, /--config needs path/],
    ['one argument too many', ['status', 'now'], 'good', 2, /'now' is one argument too many/],
    ['an argument too few', ['grant', 'somebody'], 'good', 2, /ROLE/],
    ['an unknown ticket type', ['machine', 'riddle'], 'good', 1, /no ticket type 'riddle'.*question, incident/],
    ['a port that is none', ['demo'], 'empty', 1, /PORT is 'http'/],
    ['a database that is none', ['demo'], 'empty', 1, /DESK_DATABASE is 'mysql/],
    ['a log that is not there', ['demo', '--replay', 'none.csv'], 'empty', 1, /none\.csv could not be read/],
  ]
  it.each(cases)('%s: one sentence, an exit code, and no stack', async (what, args, folder, code, says) => {
    const env = what.startsWith('a port')
      ? { PORT: 'http', DESK_DATABASE: 'sqlite::memory:' }
      : what.startsWith('a database')
        ? { DESK_DATABASE: 'mysql://root:secret@localhost/desk' }
        : {}
    const ended = await runCli(args, { ...inFixture(folder), env })
    expect(ended.err.replaceAll('\n', ' ')).toMatch(says)
    expect(ended.code).toBe(code)
    expect(ended.err).not.toMatch(/\n\s+at |secret/)
    expect(ended.err.trim().split('\n')).toHaveLength(1)
  })

  it('a module that is no JavaScript: the same', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder.path, 'desk.config.mjs'), 'export const desk = createDesk({')
    const { code, err } = await runCli(['status'], { cwd: folder.path })
    expect(code).toBe(1)
    expect(err).toMatch(/^desk\.config\.mjs could not be loaded: .*\(cli\.config_failed\)\n$/)
    await folder.remove()
  })

  it('a module in a folder that npm made CommonJS: says what to rename', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder.path, 'package.json'), '{ "type": "commonjs" }')
    for (const text of ['import process from "node:process"\nexport const desk = process', 'export const desk = undefined']) {
      await writeFile(join(folder.path, 'desk.config.ts'), text)
      const { code, err } = await runCli(['status'], { cwd: folder.path })
      expect(code).toBe(1)
      expect(err).toMatch(/desk\.config\.ts is written as an ES module.*Rename it to desk\.config\.mts.*\(cli\.config_commonjs\)\n$/)
    }
    await folder.remove()
  })

  it('shows where an error came from when asked to', async () => {
    const { err } = await runCli(['status'], { ...inFixture('throws'), env: { DESKWRIGHT_DEBUG: '1' } })
    expect(err).toMatch(/\n\s+at /)
  })

  it.each([['--help'], ['migrate', '--help'], []])('explains itself: %s', async (...args) => {
    const { code, out } = await runCli(args, inFixture('empty'))
    expect(code).toBe(0)
    expect(out).toMatch(args[0] === 'migrate' ? /--dry-run/ : /migrate.*\n.*status/)
  })
})
