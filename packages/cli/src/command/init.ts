import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { cliError } from '../cli-errors.ts'
import { type FileChange, planInit } from '../init/plan-init.ts'
import { strictCommand } from './strict-command.ts'

export const init = strictCommand({
  name: 'init',
  description: 'Puts a desk into your Express, Fastify, Hono, Nest or Next application, after showing what it would change.',
  args: {
    dir: { type: 'string', description: 'The folder of your application; this one unless told', valueHint: '.' },
    entry: { type: 'string', description: 'The file that makes the application, where it is not found', valueHint: 'src/server.ts' },
    framework: { type: 'string', description: 'Where your dependencies have several', valueHint: 'express|fastify|hono|nest|next' },
    path: { type: 'string', description: 'Where the desk is found', default: '/support', valueHint: '/support' },
    yes: { type: 'boolean', description: 'Do it without asking' },
    'dry-run': { type: 'boolean', description: 'Only show it' },
  },
  async run({ args }) {
    const folder = resolve(args.dir ?? '.')
    const { framework, changes } = planInit({ folder, framework: args.framework, entry: args.entry, path: args.path })
    if (changes.length === 0) {
      console.log('The desk is there already. Nothing was changed.')
      return
    }
    for (const change of changes) show(change)
    if (args['dry-run']) return
    const dirty = await uncommitted(
      folder,
      changes.filter(({ insertions }) => insertions).map(({ path }) => path),
    )
    if (dirty.length > 0) throw cliError('init.dirty', { paths: dirty.join(', ') })
    if (!args.yes && !(await agreed())) {
      console.log('Nothing was changed.')
      return
    }
    for (const { path, text } of changes) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    console.log(`
The desk is in your ${framework.id} application. Now:
  npm install @deskwright/core better-sqlite3
  npm install --save-dev deskwright
  npx deskwright migrate         makes its tables
and start your application: the desk is under ${args.path}, its API described under ${args.path}/api/docs.`)
  },
})

/** Only lines are added, so what is shown is all there is. */
function show({ path, text, insertions, before }: FileChange): void {
  console.log(`--- ${insertions ? path : '/dev/null'}\n+++ ${path}`)
  if (!insertions) {
    for (const line of text.trimEnd().split('\n')) console.log(`+${line}`)
    return
  }
  const lines = before.split(/\r?\n/)
  for (const { after, lines: more } of insertions) {
    console.log(`@@ after line ${after} @@`)
    if (after > 0) console.log(` ${lines[after - 1]}`)
    for (const line of more) console.log(`+${line}`)
    if (lines[after] !== undefined) console.log(` ${lines[after]}`)
  }
}

/** Whoever does not like what was done takes it back with git: so nothing else may be in the file. Without git nobody can tell. */
const uncommitted = (folder: string, paths: readonly string[]): Promise<string[]> =>
  new Promise((done) => {
    if (paths.length === 0) return done([])
    execFile('git', ['status', '--porcelain', '--', ...paths], { cwd: folder }, (error, out) =>
      done(error ? [] : out.split('\n').flatMap((line) => (line.trim() === '' || line.startsWith('??') ? [] : [line.slice(3)]))),
    )
  })

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) throw cliError('init.not_asked', {})
  const question = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^y(?:es)?$/i.test((await question.question('\nChange this? [y/N] ')).trim())
  } finally {
    question.close()
  }
}
