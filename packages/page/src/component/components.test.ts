import { describe, expect, it } from 'vitest'
import { htmlText } from '../html.ts'
import { banner, list, message, pagination, tabs } from './components.ts'
import { userText } from './words.ts'

const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>'

describe('components', () => {
  it('make nothing of what people wrote but text', () => {
    const all = [
      list([{ href: 'javascript:1', title: hostile, facts: [hostile] }]),
      message({ author: hostile, isOwn: false, isStaff: true, staffWord: hostile, at: hostile, atText: hostile, body: userText(hostile) }),
      banner(hostile, 'bad', hostile),
      tabs([{ href: '/x', text: hostile, isCurrent: true }], hostile),
    ]
      .map(htmlText)
      .join('')
    expect(all).not.toMatch(/<(?:img|script)|href="javascript/)
  })

  it('link addresses in a text, without the sign that ends the sentence', () => {
    const text = htmlText(userText('See https://a.test/x?a=1&b=2. And (https://b.test)!\njavascript:alert(1)\n\nNext'))
    expect(text).toContain('href="https://a.test/x?a=1&amp;b=2"')
    expect(text).toContain('href="https://b.test"')
    expect(text.match(/<p dir="auto">/g)).toHaveLength(2)
    expect(text.match(/<a /g)).toHaveLength(2)
  })

  it('show no way where there is none', () => {
    expect(pagination({ first: null, next: null, words: { label: 'a', first: 'b', next: 'c' } })).toBeNull()
  })
})
