import type { TestDesk } from '../../desk/test-desk.ts'
import { type AnyOperation, callAs, type Outcome } from './call.ts'
import type { Player } from './world.ts'

/** The same call over HTTP; of an operation without a route, over the library. */
export async function requestAs(
  test: TestDesk,
  player: Pick<Player, 'person' | 'options'> | null,
  operation: AnyOperation,
  input: unknown,
): Promise<Outcome> {
  const { spec, owner } = operation
  if (spec.route === null)
    return player ? callAs(test, player, operation, input) : { ok: false, status: 401, code: 'no_route', message: '', error: undefined }
  const [method = 'GET', template = '/'] = spec.route.split(' ')
  const rest: Record<string, unknown> = { ...(input as Record<string, unknown>) }
  const path = template.replaceAll(/:([A-Za-z0-9]+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  const query = method === 'GET' ? searchOf(rest) : ''
  const target = `${method} /api/${owner}${path === '/' ? '' : path}${query}`
  const headers = player ? headersOf(player) : {}
  const response = await test.fetch(player ? player.person : null, target, method === 'GET' ? undefined : rest, headers)
  if (response.ok) return { ok: true, output: spec.kind === 'stream' ? await beginningOf(response) : await bodyOf(response) }
  const { code = 'none', detail = '', title = '' } = (await bodyOf(response)) as { code?: string; detail?: string; title?: string }
  return { ok: false, status: response.status, code, message: detail || title, error: new Error(`${response.status} ${code} ${detail}`) }
}

const headersOf = ({ options }: Pick<Player, 'options'>): Record<string, string> => ({
  ...(options.acting === undefined ? {} : { 'desk-acting': options.acting }),
  ...(options.company === undefined ? {} : { 'desk-company': options.company }),
})

function searchOf(input: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(input))
    for (const item of Array.isArray(value) ? value : [value]) if (item !== undefined && item !== null) search.append(key, String(item))
  return search.size ? `?${search}` : ''
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return text
  }
}

async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const timer = setTimeout(() => void reader.cancel(), 1_000)
  const decoder = new TextDecoder()
  let text = ''
  for (let step = await reader.read(); !step.done && text.length < 262_144; step = await reader.read())
    text += decoder.decode(step.value, { stream: true })
  clearTimeout(timer)
  await reader.cancel().catch(() => {})
  return text
}
