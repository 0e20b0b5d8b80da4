import { expect, it } from 'vitest'
import { webhooks } from '../src/index.ts'
import { SECRET } from './webhook-desk.ts'

it.each<[string, object]>([
  ['webhooks.bad_options', { secret: 'short' }],
  ['webhooks.bad_options', { secret: undefined }],
  ['webhooks.bad_options', { secret: SECRET, atOnce: 0 }],
  ['webhooks.bad_options', { secret: SECRET, keepDays: Number.NaN }],
  ['webhooks.bad_options', { secret: SECRET, outgoing: { timeoutMs: 100_000 } }],
  ['outgoing.bad_option', { secret: SECRET, outgoing: { allow: ['example.com'] } }],
])('says %s of %j', (code, options) => {
  expect(() => webhooks(options as never)).toThrow(expect.objectContaining({ code }))
})
