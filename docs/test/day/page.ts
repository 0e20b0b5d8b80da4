import { readFile } from 'node:fs/promises'

/** One thing that the page does, in its order; `line` is where it begins. */
export type Step =
  | { readonly kind: 'time'; readonly line: number; readonly instant: string }
  | { readonly kind: 'http'; readonly line: number; readonly text: string }
  | { readonly kind: 'library'; readonly line: number; readonly code: string }

export interface DayPage {
  /** Blocks that name a file (```ts file=desk.ts), which all others build on. */
  readonly files: ReadonlyMap<string, string>
  readonly steps: readonly Step[]
}

const heading = /^## (?:(\d{1,2} [A-Z][a-z]+ \d{4}), )?(\d\d:\d\d) · /
const fence = /^```(\S*) ?(.*)$/

/**
 * Reads a page whose blocks are a test. A heading `## 5 January 2026, 09:00 · …`, or of the same day `## 09:30 · …`, says where the desk's clock
 * stands (UTC). A block ```http is a request with its answer, a block ```ts a piece of one program that does the same by library.
 */
export async function readDay(path: string): Promise<DayPage> {
  const files = new Map<string, string>()
  const steps: Step[] = []
  const lines = (await readFile(path, 'utf8')).split('\n')
  let day = ''
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1
    const [, date, time] = heading.exec(lines[index] ?? '') ?? []
    if (time !== undefined) {
      day = date ?? day
      steps.push({ kind: 'time', line, instant: new Date(`${day} ${time} UTC`).toISOString() })
    }
    const [, language, more = ''] = fence.exec(lines[index] ?? '') ?? []
    if (language === undefined) continue
    const end = lines.indexOf('```', index + 1)
    if (end < 0) throw new Error(`The block in line ${line} does not end.`)
    const text = lines.slice(index + 1, end).join('\n')
    const file = /^file=(\S+)$/.exec(more)?.[1]
    if (file !== undefined) files.set(file, text)
    else if (language === 'http') steps.push({ kind: 'http', line, text })
    else if (language === 'ts') steps.push({ kind: 'library', line, code: text })
    index = end
  }
  return { files, steps }
}

/** The page's library blocks as one program, with the clock set where the page sets it: between them, as the desk begins in the first one. */
export function programOf({ steps }: DayPage): string {
  const first = steps.findIndex(({ kind }) => kind === 'library')
  const pieces = steps.slice(first).flatMap((step) => {
    if (step.kind === 'library') return [`// line ${step.line}\n${step.code}`]
    return step.kind === 'time' ? [`await at('${step.instant}')`] : []
  })
  return `import { at } from './desk.ts'\n${pieces.join('\n')}\n`
}
