// Writes a page for every error code of every package to docs/errors; without --update it only compares, and fails where they differ.
// Run with --conditions=development: the registries are imported from sources.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { errorTitle } from '../packages/core/src/error/error-title.ts'
import { root } from './paths.js'

/** For sentences that leave it to the status to say. */
const advice = {
  401: 'Sign in at the host application, or send its token.',
  403: 'Ask an administrator, or act in the capacity that may.',
  404: 'Look the id up in a list. What a caller may not see looks the same as what does not exist.',
  409: 'Read the current state and decide anew.',
  422: 'Correct the input and send it again.',
  500: 'Look into the log, or at the cause of the error, and correct what it names.',
}

const folder = join(root, 'docs', 'errors')
const pages = errorPages(await registry())
const present = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.md')) : []
const left = present.filter((file) => !pages.has(file))
const changed = [...pages].filter(([file, text]) => !present.includes(file) || readFileSync(join(folder, file), 'utf8') !== text)

if (process.argv.includes('--update')) {
  mkdirSync(folder, { recursive: true })
  for (const file of left) rmSync(join(folder, file))
  for (const [file, text] of changed) writeFileSync(join(folder, file), text)
  console.log(`${pages.size - 1} error codes: ${changed.length} pages written, ${left.length} removed.`)
} else if (changed.length + left.length > 0) {
  for (const file of [...changed.map(([name]) => name), ...left]) console.error(`docs/errors/${file} differs from the registry.`)
  console.error('Write them anew: npm run errors -- --update, and commit them.')
  process.exitCode = 1
}

/** Every code with its entry and package. A registry is what defineErrors made, exported by a file named …errors.ts. */
async function registry() {
  const entries = new Map()
  for (const file of errorFiles()) {
    const exported = Object.values(await import(pathToFileURL(file).href))
    const owner = relative(join(root, 'packages'), file).split(/[\\/]/)[0]
    for (const { table } of exported.filter((value) => typeof value === 'function' && typeof value.table === 'object'))
      for (const [code, entry] of Object.entries(table)) {
        const other = entries.get(code)
        if (other) throw new Error(`'${code}' is registered by ${other.owner} and by ${owner}. Rename one of them.`)
        entries.set(code, { entry, owner })
      }
  }
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function errorFiles() {
  return readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name, 'src'))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path, { recursive: true }).map((file) => join(path, file)))
    .filter((file) => /(^|[\\/-])errors\.ts$/.test(file))
    .sort()
}

function errorPages(codes) {
  const made = new Map([['README.md', index(codes)]])
  for (const [code, { entry }] of codes) made.set(`${code}.md`, page(code, entry))
  return made
}

function index(codes) {
  const rows = [...codes].map(
    ([code, { entry, owner }]) => `| [\`${code}\`](./${code}.md) | ${entry[0]} | ${owner} | ${cell(sentences(entry[1])[0])} |`,
  )
  return `# Errors

Every error has a code that never changes its meaning. Over HTTP it stands in \`code\` of a problem document (RFC 9457), in programs in
\`error.code\`. Words in braces are filled in when it happens. These pages are generated: \`npm run errors -- --update\`.

| code | status | package | what happened |
|---|---|---|---|
${rows.join('\n')}
`
}

function page(code, [status, message, traits]) {
  const [what, ...then] = sentences(message)
  const parameters = [...new Set([...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => `\`${name}\``))]
  const parts = [
    `# ${errorTitle(code)}`,
    `\`${code}\` · HTTP status ${status}${traits?.retryable ? ' · the same call may succeed when repeated' : ''}`,
    `## What happened\n\n${text(what)}`,
    `## What to do\n\n${text(then.join(' ') || (advice[status] ?? advice[500]))}`,
    parameters.length ? `${parameters.join(', ')}: filled in when it happens, and in \`params\` of the error.` : '',
    overHttp(code, status, parameters),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** What of an error of the desk's own a caller over HTTP gets to see. */
function overHttp(code, status, parameters) {
  if (status === 500 && !code.startsWith('http.'))
    return 'Callers over HTTP get [`http.unexpected`](./http.unexpected.md) with the id of an incident; this code and sentence stand in the log under that id.'
  if (status > 501 && parameters.length)
    return 'Callers over HTTP get the code and the id of an incident; the sentence stands in the log under that id.'
  return ''
}

/** A sentence ends at a full stop before a capital, not in `./desk.db`, `ms.` or `…`. */
function sentences(message) {
  return message.split(/(?<=[.!?:]|[.]\))\s+(?=[A-Z])/)
}

function text(words) {
  return words.replaceAll('<', '&lt;').replaceAll('*', '\\*')
}

function cell(words) {
  return text(words).replaceAll('|', '\\|')
}
