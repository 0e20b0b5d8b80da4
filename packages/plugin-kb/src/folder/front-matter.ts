import { parseDocument, stringify, visit } from 'yaml'

export interface FrontMatter {
  readonly values: ReadonlyMap<string, unknown>
  readonly body: string
}

const MOST_HEAD = 20_000

/** Splits a file into what its head says and its text. Throws a sentence for what is no front matter. */
export function readFrontMatter(text: string): FrontMatter {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  if (!plain.startsWith('---\n')) return { values: new Map(), body: plain }
  const end = /^---[ \t]*$/m.exec(plain.slice(4))
  if (!end) throw new Error("its head has no end: a line '---'")
  const head = plain.slice(4, 4 + end.index)
  if (head.length > MOST_HEAD) throw new Error(`its head has more than ${MOST_HEAD} characters`)
  return { values: valuesOf(head), body: plain.slice(4 + end.index + end[0].length + 1) }
}

/** Plain data alone: nothing that points elsewhere in the head (it may grow without end), and no tags (they make things). */
function valuesOf(head: string): ReadonlyMap<string, unknown> {
  const document = parseDocument(head, {
    schema: 'core',
    version: '1.2',
    uniqueKeys: true,
    merge: false,
    resolveKnownTags: false,
    prettyErrors: false,
  })
  const [error] = [...document.errors, ...document.warnings]
  if (error) throw new Error(`its head is no YAML: ${error.message}`)
  let fault: string | undefined
  visit(document, {
    Alias: () => {
      fault = 'its head has aliases (*)'
    },
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor) fault = 'its head has anchors (&)'
      if (node.tag?.startsWith('!')) fault = 'its head has tags (!)'
    },
  })
  if (fault) throw new Error(fault)
  const value: unknown = document.toJS({ mapAsMap: true, maxAliasCount: 0 })
  if (value === null || value === undefined) return new Map()
  if (!(value instanceof Map)) throw new Error('its head is no list of names and values')
  return new Map([...value].map(([key, one]) => [String(key), one]))
}

/** The same way back; names in their order. */
export function writeFrontMatter(values: Readonly<Record<string, unknown>>, body: string): string {
  return `---\n${stringify(values, { lineWidth: 0, version: '1.2', schema: 'core', aliasDuplicateObjects: false })}---\n${body}`
}
