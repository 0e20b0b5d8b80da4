import type { Framework } from './framework.ts'

/** Lines that come after a line of the file; 0: before the first. */
export interface Insertion {
  readonly after: number
  readonly lines: readonly string[]
}
export type Edit =
  | { readonly kind: 'done' }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'edit'; readonly insertions: readonly Insertion[] }

export interface EntryFacts {
  readonly framework: Framework
  readonly path: string
  /** How the entry names the desk's module, by import and by require. */
  readonly specifier: string
  readonly isCommonJs: boolean
}

/**
 * Where the desk goes into a host's entry file: one import, one line behind the one that makes the application. Only lines are added. Whatever is
 * not plainly one of the frameworks' ways is left alone: a wrong guess in somebody's program costs more than two lines by hand.
 */
export function addToEntry(source: string, { framework, path, specifier, isCommonJs }: EntryFacts): Edit {
  const unknown = (reason: string): Edit => ({ kind: 'unknown', reason })
  if (new RegExp(`\\b${framework.adapter}\\s*\\(`).test(source)) return { kind: 'done' }
  if (/\bdesk\b/.test(withoutStrings(source))) return unknown("it has a name 'desk' already")
  const made = [...source.matchAll(framework.made)]
  const [match] = made
  if (!match) return unknown('no line in it makes the application in a way that is known here')
  if (made.length > 1) return unknown(`${made.length} lines in it make an application`)
  const end = endOfCall(source, match.index + match[0].length - 1)
  if (end === undefined) return unknown('the line that makes the application does not end where it seems to')
  const rest = source.slice(end, source.indexOf('\n', end) < 0 ? undefined : source.indexOf('\n', end)).trim()
  if (rest !== '' && rest !== ';' && !/^;?\s*\/\//.test(rest)) return unknown('something follows in the line that makes the application')
  const indent = /^[ \t]*/.exec(match[0])?.[0] ?? ''
  const stop = rest.startsWith(';') ? ';' : ''
  const quote = /(?:from|require\()\s*"/.test(source) ? '"' : "'"
  const quoted = (text: string): string => text.replaceAll("'", quote)
  const call = quoted(framework.mounted(match[1] ?? 'app', path))
  const imports = isCommonJs
    ? [`const { ${framework.adapter} } = require('@deskwright/core/${framework.id}')`, `const { desk } = require('${specifier}')`]
    : [`import { ${framework.adapter} } from '@deskwright/core/${framework.id}'`, `import { desk } from '${specifier}'`]
  return {
    kind: 'edit',
    insertions: [
      { after: lastImport(source, isCommonJs, lineOf(source, match.index)), lines: imports.map((line) => quoted(line) + stop) },
      { after: lineOf(source, end), lines: [`${indent}${call}${stop} // before body parsers, so that uploads are streamed`] },
    ],
  }
}

export function inserted(source: string, insertions: readonly Insertion[]): string {
  const end = source.includes('\r\n') ? '\r\n' : '\n'
  const lines = source.split(/\r?\n/)
  for (const { after, lines: more } of [...insertions].sort((a, b) => b.after - a.after)) lines.splice(after, 0, ...more)
  return lines.join(end)
}

/** Number of the line, from one, in which a place stands. */
const lineOf = (source: string, index: number): number => source.slice(0, index).split('\n').length

/** The last line of the head's imports: those that stand before the application is made, at the beginning of a line. */
function lastImport(source: string, isCommonJs: boolean, before: number): number {
  const pattern = isCommonJs
    ? /^(?:const|let|var)\b[^\n]*=\s*require\([^\n]*$/gm
    : /^import\b(?:[^'"\n]|\n(?!import\b))*['"][^'"\n]*['"][^\n]*$/gm
  let line = 0
  for (const match of source.matchAll(pattern)) {
    const end = lineOf(source, match.index + match[0].length)
    if (end < before) line = end
  }
  if (line > 0) return line
  return /^(?:#!|['"]use strict)/.test(source) ? 1 : 0
}

/** Behind the bracket that closes the one at `open`; undefined where strings or brackets do not come out even. */
function endOfCall(source: string, open: number): number | undefined {
  let depth = 0
  for (let at = open; at < source.length; at += 1) {
    const char = source[at] ?? ''
    if (char === "'" || char === '"' || char === '`') {
      const close = endOfString(source, at)
      if (close === undefined) return undefined
      at = close
    } else if (source.startsWith('//', at)) at = source.indexOf('\n', at) < 0 ? source.length : source.indexOf('\n', at)
    else if ('([{'.includes(char)) depth += 1
    else if (')]}'.includes(char)) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return undefined
}

function endOfString(source: string, start: number): number | undefined {
  const quote = source[start]
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1
    else if (source[at] === quote) return at
    else if (source[at] === '\n' && quote !== '`') return undefined
  }
  return undefined
}

const withoutStrings = (source: string): string => source.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|(['"`])(?:\\.|(?!\1)[^\\])*\1/g, '')
