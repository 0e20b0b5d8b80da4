import { describe, expect, it } from 'vitest'
import { startPage } from './start-page.ts'

const page = (name: string, language: string | null) =>
  startPage({
    origin: 'http://127.0.0.1:4747',
    roles: [
      { id: 'agent', title: 'Agent' },
      { id: 'customer', title: 'Customer' },
      { id: 'customer_finance', title: 'Nobody has this' },
    ],
    people: [
      { key: 'agent-x', name, language, roles: ['agent'], companies: [] },
      ...Array.from({ length: 9 }, (_, n) => ({
        key: `customer-${n}`,
        name: `C${n}`,
        language: null,
        roles: [],
        companies: [{ id: 'c1', name: 'Sample' }, ...(n === 0 ? [{ id: 'c2', name: 'Other' }] : [])],
      })),
    ],
    ticketCount: '3 tickets',
    styleUrl: '/start.css',
  })

describe('the start page', () => {
  it('writes names as text, each in its own direction and language', () => {
    const html = page('<b onclick="x">נציגה</b>', 'he')
    expect(html).toContain('<bdi class="name" dir="auto" lang="he">&lt;b onclick=&quot;x&quot;&gt;נציגה&lt;/b&gt;</bdi>')
    expect(html).not.toContain('<b onclick')
    expect(html).toContain('<form method="post" action="/sign-in?as=agent-x">')
  })

  it('needs nothing that a strict policy forbids', () => {
    expect(page('A', null)).not.toMatch(/<script|<style|style=|\son\w+=|https?:\/\/(?!127\.0\.0\.1)/)
  })

  it('shows some of each role, and says how many more', () => {
    const html = page('A', null)
    expect(html).toContain('Bearer demo:agent-x')
    expect(html.match(/Bearer demo:customer-\d<\/code>/g)).toHaveLength(8)
    expect(html).toContain('and 1 more')
    expect(html).not.toContain('Nobody has this')
    // Only who has a choice is told how to choose.
    expect(html.match(/Desk-Company: c\d/g)).toEqual(['Desk-Company: c1', 'Desk-Company: c2'])
  })
})
