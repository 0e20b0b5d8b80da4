import { html } from 'hono/html'
import { coreError } from '../../error/core-errors.ts'
import type { ErrorEntry } from '../../error/define-errors.ts'
import { errorTitle } from '../../error/error-title.ts'
import { page } from './shell.ts'

const table: Readonly<Record<string, ErrorEntry>> = coreError.table

/** Every code of core with its sentence. */
export function errorList(docs: string): Promise<string> {
  const rows = Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, [status, message]]) =>
        html`<tr><td><a href="${docs}/errors/${code}"><code>${code}</code></a><td>${status}<td>${message}</tr>`,
    )
  return page(
    'Errors',
    docs,
    html`<h1>Errors</h1><table><thead><tr><th>Code<th>Status<th>What it says</thead><tbody>${rows}</tbody></table>`,
  )
}

/** The page that a problem's `type` leads to. A plugin's codes are its own to describe: they get what their name and status say. */
export async function errorPage(code: string, docs: string): Promise<string | undefined> {
  const entry = Object.hasOwn(table, code) ? table[code] : undefined
  if (!entry) return undefined
  const [status, message, traits] = entry
  return page(
    errorTitle(code),
    docs,
    html`<h1>${errorTitle(code)}</h1>
<p><code>${code}</code>, HTTP status ${status}${traits?.retryable ? ', may succeed when repeated' : ''}</p>
<p>${message}</p>
<p class="quiet">Words in braces are filled in when it happens. All <a href="${docs}/errors">errors</a>.</p>`,
  )
}
