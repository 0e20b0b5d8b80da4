import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cliError } from '../cli-errors.ts'
import { inserted } from './add-to-entry.ts'
import { deskModule, nextRoute } from './desk-module.ts'
import type { FileChange } from './plan-init.ts'

/** Next finds routes by their folders: a route and the desk are new, and its settings get one line. */
export function planNext(folder: string, path: string): FileChange[] {
  const app = ['src/app', 'app'].find((place) => existsSync(join(folder, place)))
  if (app === undefined) throw cliError('init.no_entry', { tried: 'app, src/app (the app router)' })
  const isTs = existsSync(join(folder, 'tsconfig.json'))
  const source = app.startsWith('src/') ? 'src/' : ''
  const desk = ['ts', 'mts', 'js', 'mjs'].map((ending) => `${source}desk.config.${ending}`).find((one) => existsSync(join(folder, one)))
  const deskPath = desk ?? `${source}desk.config.${isTs ? 'ts' : 'mjs'}`
  const route = `${app}${path}/[...path]/route.${isTs ? 'ts' : 'js'}`
  const up = '../'.repeat(path.split('/').length + 1)
  const name = deskPath.endsWith('.mjs') ? 'desk.config.mjs' : 'desk.config'
  return [
    ...(desk ? [] : [{ path: deskPath, text: deskModule(false), insertions: undefined, before: '' }]),
    ...(existsSync(join(folder, route)) ? [] : [{ path: route, text: nextRoute(`${up}${name}`), insertions: undefined, before: '' }]),
    ...settingsOf(folder),
  ]
}

const line = "  serverExternalPackages: ['@deskwright/core'], // left to Node: core loads a database driver only when it is asked for one"

function settingsOf(folder: string): FileChange[] {
  const path = ['next.config.ts', 'next.config.mjs', 'next.config.js'].find((one) => existsSync(join(folder, one)))
  if (path === undefined) return [{ path: 'next.config.mjs', text: `export default {\n${line}\n}\n`, insertions: undefined, before: '' }]
  const before = readFileSync(join(folder, path), 'utf8')
  if (/serverExternalPackages[^\n]*@deskwright\/core/.test(before)) return []
  const steps = "serverExternalPackages: ['@deskwright/core']"
  const by = (reason: string) => cliError('init.by_hand', { path, reason, steps })
  if (before.includes('serverExternalPackages')) throw by('it lists such packages already')
  const objects = [...before.matchAll(/(?:=|export default)\s*\{[ \t]*\r?\n/g)]
  const [match] = objects
  if (!match || objects.length > 1) throw by('no line in it plainly begins the settings')
  const insertions = [{ after: before.slice(0, match.index + match[0].length).split('\n').length - 1, lines: [line] }]
  return [{ path, text: inserted(before, insertions), insertions, before }]
}
