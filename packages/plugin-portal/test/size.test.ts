import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Visitor } from './visitor.ts'
import { furnish, type Whole, wholeDesk } from './whole-desk.ts'

let whole: Whole
beforeAll(async () => {
  whole = await wholeDesk()
  await furnish(whole, whole.acme, 'Harbour')
})
afterAll(() => whole.test.close())

const compressed = (text: string): number => gzipSync(text).length

it('the first page is at most 40 kB with style and script, the script 20 kB, for whoever sees most of it', async () => {
  const visitor = new Visitor(whole.test, 'secondCustomer')
  visitor.cookies.set('deskportal_language', 'ja')
  const home = await visitor.get('/')
  const part = async (pattern: RegExp): Promise<number> => {
    const page = await visitor.get(pattern.exec(home.text)?.[1] ?? '/nothing')
    expect(page.status, String(pattern)).toBe(200)
    return compressed(page.text)
  }
  const script = await part(/<script src="([^"]+)"/)
  const style = await part(/<link rel="stylesheet" href="([^"]+)"/)
  expect(script).toBeLessThanOrEqual(20_000)
  expect(compressed(home.text) + style + script).toBeLessThanOrEqual(40_000)
  // Nothing else is loaded with it.
  expect([...home.text.matchAll(/<(?:script|link|img|iframe|source)\b[^>]*>/g)]).toHaveLength(3)
})
