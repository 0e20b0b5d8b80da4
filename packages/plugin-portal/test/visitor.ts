import type { TestDesk, Who } from '@deskwright/testing'

export const ORIGIN = 'https://desk.test'

export interface Page {
  readonly status: number
  readonly text: string
  readonly headers: Headers
  readonly location: string | null
}
interface Form {
  readonly action: string
  readonly isMultipart: boolean
  /** Hidden ones with their value; those that people fill in: null. */
  readonly fields: ReadonlyMap<string, string | null>
}

/** A browser without a script: cookies are kept, forms are sent as the page has them, redirects are followed. */
export class Visitor {
  readonly #test: Pick<TestDesk, 'desk' | 'actors'>
  readonly #who: string | null
  readonly #mount: string
  readonly cookies = new Map<string, string>()
  /** Everything that came back, for those who look for what must not be in it. */
  readonly received: string[] = []

  constructor(test: Pick<TestDesk, 'desk' | 'actors'>, who: Who | null, mount = '') {
    this.#test = test
    const person = typeof who === 'string' ? test.actors[who].person : who
    this.#who = person && encodeURIComponent(JSON.stringify(person))
    this.#mount = mount
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.send('GET', path, undefined, headers)
  }

  /** `origin: ''` sends none. */
  async send(method: string, path: string, body?: string | FormData | URLSearchParams, given: Record<string, string> = {}): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = new Headers({ ...(method === 'GET' ? {} : { origin: ORIGIN }), ...given })
    if (given['origin'] === '') headers.delete('origin')
    if (this.#who !== null) headers.set('test-person', this.#who)
    if (cookie) headers.set('cookie', cookie)
    const request = new Request(`${ORIGIN}${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
    const response = await this.#test.desk.fetch(request, this.#mount ? { path: this.#mount } : undefined)
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    const text = await response.text()
    this.received.push([...response.headers].join('\n'), text)
    return { status: response.status, text, headers: response.headers, location: response.headers.get('location') }
  }

  /** Sends the page's form that has all of these fields, with its hidden ones. `has`: a hidden field with this value. */
  async submit(
    page: Page,
    values: Record<string, string>,
    { files = [], has }: { readonly files?: readonly File[]; readonly has?: string } = {},
  ): Promise<Page> {
    const names = Object.keys(values)
    const form = formsOf(page).find(
      ({ fields }) => names.every((name) => fields.has(name)) && (has === undefined || [...fields.values()].includes(has)),
    )
    if (!form) throw new Error(`There is no form with ${names.join(', ')} ${has ?? ''}.`)
    const body = form.isMultipart ? new FormData() : new URLSearchParams()
    for (const [name, value] of form.fields) if (value !== null && !names.includes(name)) body.append(name, value)
    for (const [name, value] of Object.entries(values)) body.append(name, value)
    if (body instanceof FormData) for (const file of files) body.append('files', file, file.name)
    return this.send('POST', form.action, body)
  }

  /** The same, and where it leads. */
  async follow(...given: Parameters<Visitor['submit']>): Promise<Page> {
    const sent = await this.submit(...given)
    if (sent.status !== 303 || sent.location === null) throw new Error(`It answered ${sent.status}: ${wordsOf(sent)}`)
    return this.get(sent.location)
  }
}

const formsOf = ({ text }: Page): Form[] =>
  [...text.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', inner = '']) => ({
    action: unescaped(/action="([^"]*)"/.exec(head)?.[1] ?? ''),
    isMultipart: head.includes('multipart/form-data'),
    fields: new Map(
      [...inner.matchAll(/<(?:input|textarea|select|button)\b([^>]*)>/g)].flatMap(([, attributes = '']) => {
        const name = /\bname="([^"]*)"/.exec(attributes)?.[1]
        const value = attributes.includes('type="hidden"') ? unescaped(/value="([^"]*)"/.exec(attributes)?.[1] ?? '') : null
        return name === undefined ? [] : [[unescaped(name), value] as const]
      }),
    ),
  }))

/** A valid token of the visitor's, as any of their pages has it. */
export const tokenIn = (page: Page): string =>
  formsOf(page)
    .map(({ fields }) => fields.get('_token'))
    .find((token) => typeof token === 'string') ?? ''

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#96;', '`')
    .replaceAll('&amp;', '&')

/** As people read it. */
export const wordsOf = ({ text }: Page): string =>
  unescaped(text.replace(/<[^>]+>/g, ' '))
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
