import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attributes, html, htmlText, trusted } from './html.ts'

const text = (...made: Parameters<typeof html>) => htmlText(html(...made))

describe('html', () => {
  it('escapes whatever it did not make itself', () => {
    expect(text`<p>${'<script>alert("1")</script>'}</p>`).toBe('<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</p>')
    expect(text`<p title="${'a" onclick=x'}">${html`<b>${'&'}</b>`}</p>`).toBe('<p title="a&quot; onclick=x"><b>&amp;</b></p>')
    expect(text`${[1, null, false, undefined, [html`<i>x</i>`, '<']]}`).toBe('1<i>x</i>&lt;')
  })

  it('takes no stored value for a page', () => {
    const stored = JSON.parse('{"~html":"<script>1</script>","~attributes":"onload=x"}')
    expect(() => text`<p>${stored}</p>`).toThrow(TypeError)
    expect(() => text`<p ${stored}></p>`).toThrow(TypeError)
    expect(() => htmlText(stored)).toThrow(TypeError)
  })

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'JAVA\nSCRIPT:alert(1)',
    '\u0001javascript:1',
    'data:text/html,<script>',
    'vbscript:x',
    '//evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    'blob:x',
    'file:///etc/passwd',
  ])('leads nowhere with %j', (address) => {
    expect(text`<a href="${address}">x</a>`).toBe('<a href="#">x</a>')
    expect(text`<form ${attributes({ action: address })}></form>`).toBe('<form action="#"></form>')
  })

  it.each(['/requests', 'https://a.test/?a=1&b=2', 'mailto:a@b.test', '?cursor=x', '#top', 'a/b:c', 'tel:+1'])('leads to %s', (address) => {
    expect(text`<a href="${address}">x</a>`).toContain(address.replaceAll('&', '&amp;'))
  })

  it('refuses holes where text would be more than text', () => {
    expect(() => html`<script>${'x'}</script>`).toThrow('<script>')
    expect(() => html`<style>a{}${'x'}</style>`).toThrow('<style>')
    expect(() => html`<p onclick="${'x'}"></p>`).toThrow('onclick')
    expect(() => html`<p STYLE='${'x'}'></p>`).toThrow('style')
    expect(() => html`<p title=${'x'}></p>`).toThrow('quotes')
    expect(() => html`<!-- ${'x'} -->`).toThrow('comment')
    expect(() => html`<${'x'}>`).toThrow('name of a tag')
    expect(() => html`<p data-${'x'}="1">`).toThrow('name of an attribute')
    expect(() => html`<a href="/${'/evil.test'}">x</a>`).toThrow('whole')
    expect(() => html`<a href="${'/'}${'/evil.test'}">x</a>`).toThrow('whole')
    expect(htmlText(html`<a href="/items/${'a'}?x=${'b'}">x</a>`)).toBe('<a href="/items/a?x=b">x</a>')
    expect(() => html`<p ${'x'}>`).toThrow('attributes')
    expect(() => html`<p title="${html`x`}">`).toThrow('no HTML')
    expect(() => attributes({ onclick: 'x' })).toThrow('onclick')
    expect(() => attributes({ 'a b': 'x' })).toThrow()
    expect(htmlText(html`<textarea>${'</textarea><script>'}</textarea>`)).toBe('<textarea>&lt;/textarea&gt;&lt;script&gt;</textarea>')
    expect(htmlText(html`<style>a{}</style><p>${'x'}</p>`)).toBe('<style>a{}</style><p>x</p>')
  })

  it('keeps any text in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const made = text`<p title="${value}" ${attributes({ 'data-x': value })}>${value}</p>`
        expect(made.match(/[<>]/g)?.length).toBe(4)
        expect(made.match(/"/g)?.length).toBe(4)
      }),
    )
  })

  it('passes what somebody else made safe, when told so', () => {
    expect(text`<div>${trusted('<em>x</em>')}</div>`).toBe('<div><em>x</em></div>')
  })
})
