import { expect } from 'vitest'
import { readEvents, type StreamedEvent } from './event-stream.ts'
import { comparable, filledIn, type Names, readShown } from './shown-value.ts'

interface Part {
  readonly first: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

/** Does what a block ```http shows, and compares the answer with the one that it shows: status, the headers that are named, and the body. */
export async function exchange(text: string, base: string, names: Names, where: string): Promise<void> {
  const split = text.search(/^HTTP\/1\.1 /m)
  const asked = partOf(filledIn(split < 0 ? text : text.slice(0, split), names))
  const shown = split < 0 ? undefined : partOf(text.slice(split))
  const [method = '', target = ''] = asked.first.split(' ')
  const leave = new AbortController()
  const response = await fetch(`${base}${target}`, { ...requestOf(method, asked), signal: leave.signal })
  try {
    if (!shown) throw new Error(`${where} shows no answer. It is:\n${await answerOf(response)}`)
    const status = Number(shown.first.split(' ')[1])
    if (response.status !== status) expect(await answerOf(response), where).toBe(shown.first)
    for (const [name, value] of shown.headers) {
      const pair = comparable(value, response.headers.get(name), names)
      expect(pair.real, `${where}, header ${name}`).toEqual(pair.shown)
    }
    await compareBody(shown.body, response, names, where)
  } finally {
    leave.abort()
  }
}

function partOf(text: string): Part {
  const [head = '', ...rest] = text.trim().split('\n\n')
  const [first = '', ...lines] = head.split('\n')
  return {
    first,
    headers: lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const),
    body: rest.join('\n\n'),
  }
}

/** A body without a type is JSON. Forms have their lines end as mail does. */
function requestOf(method: string, { headers, body }: Part): RequestInit {
  const all = new Headers(headers.map(([name, value]) => [name, value] as [string, string]))
  if (!body) return { method, headers: all }
  if (!all.has('content-type')) all.set('content-type', 'application/json')
  const isForm = all.get('content-type')?.startsWith('multipart/') === true
  return { method, headers: all, body: isForm ? `${body.replaceAll('\n', '\r\n')}\r\n` : body }
}

async function compareBody(body: string, response: Response, names: Names, where: string): Promise<void> {
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream')) return compareEvents(body, response, names, where)
  const text = await response.text()
  const pair =
    /[/+]json/.test(type) && body ? comparable(readShown(body), JSON.parse(text), names) : comparable(body, text.trimEnd(), names)
  expect(pair.real, where).toEqual(pair.shown)
}

/** A stream has no end: it is read until as many events have come as are shown. */
async function compareEvents(body: string, response: Response, names: Names, where: string): Promise<void> {
  const shown = await readEvents([new TextEncoder().encode(`${body}\n\n`)], Number.POSITIVE_INFINITY)
  const real = await readEvents(response.body ?? [], shown.length)
  for (const [index, event] of shown.entries()) {
    const { data, ...rest } = real[index] ?? { data: 'nothing came' }
    const { data: shownData, ...shownRest } = event
    const pair = comparable({ ...shownRest, data: readData(shownData) }, { ...rest, data: readData(data) }, names)
    expect(pair.real, `${where}, event ${index + 1}`).toEqual(pair.shown)
  }
}

const readData = (data: StreamedEvent['data']): unknown => (data?.startsWith('{') ? readShown(data) : data)

async function answerOf(response: Response): Promise<string> {
  const text = await response.text()
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '')
  return `HTTP/1.1 ${response.status} ${response.statusText}\n\n${isJson ? JSON.stringify(JSON.parse(text), null, 2) : text}`
}
