import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutIsolation } from '../text/isolate.ts'
import { namesIn, readTemplate, renderTemplate } from './template.ts'

const render = (template: string, values: Readonly<Record<string, string>> = {}, language = 'en') =>
  renderTemplate(readTemplate(template).parts, (name) => (Object.hasOwn(values, name) ? (values[name] ?? '') : ''), language)

describe('a template', () => {
  it('puts values where their names stand', () => {
    expect(render('Hello {{ requester.name }}, {{ticket.number}}!', { 'requester.name': 'Dana', 'ticket.number': '7' })).toBe(
      'Hello Dana, 7!',
    )
    expect(render('{ {ticket.number} } } \\{{x}} {', {})).toBe('{ {ticket.number} } } {{x}} {')
    expect(render('')).toBe('')
    expect(namesIn(readTemplate('{{a.b}}{{c}}{{a.b}}').parts)).toEqual(['a.b', 'c'])
  })

  it('is no program: whatever is no name is a fault, and says where', () => {
    for (const attack of [
      "{{constructor.constructor('return process.env')()}}",
      '{{ticket.__proto__}}',
      '{{ticket["number"]}}',
      '{{#each ticket}}x{{/each}}',
      '{{{ticket.number}}}',
      '{{ticket.number | upper}}',
      '{{= ticket.number }}',
      '{{../secrets}}',
      '{{ticket..number}}',
      '{{TICKET.NUMBER}}',
      '{{}}',
      '{{ticket.number',
      '{{ticket.number}',
      '{{ticket\n.number}}',
      '{{7*7}}',
      `{{${'a'.repeat(200)}}}`,
    ]) {
      const { faults } = readTemplate(`x ${attack}`)
      expect(faults[0]?.at, attack).toBe(2)
    }
    // Words like any others: they are refused where a template is saved, as nothing is called so, and have no value.
    expect(namesIn(readTemplate('{{constructor}} {{ticket.constructor}} {{to_string}}').parts)).toEqual([
      'constructor',
      'ticket.constructor',
      'to_string',
    ])
    expect(render('{{constructor}}{{ticket.constructor}}')).toBe('')
  })

  it('never reads a value as a template', () => {
    const values = { 'requester.name': '{{agent.name}} \\{{ {{requester.name}}', 'agent.name': 'Nina' }
    expect(render('{{requester.name}}|{{agent.name}}', values)).toBe('{{agent.name}} \\{{ {{requester.name}}|Nina')
  })

  it('keeps the direction of the sentence, whatever is put in', () => {
    expect(render('שלום {{n}},', { n: 'Dana' }, 'he')).toBe('שלום \u2068Dana\u2069,')
    expect(render('Hello {{n}}.', { n: 'דנה' })).toBe('Hello \u2068דנה\u2069.')
    expect(render('Hello {{n}}.', { n: 'Dana' })).toBe('Hello Dana.')
    expect(render('Hello {{n}}.', { n: 'a\u2069\u202eb' })).toBe('Hello \u2068a\u202eb\u2069.')
    expect(render('سلام {{n}}', { n: 'a\n\nb' }, 'fa')).toBe('سلام \u2068a\u2069\n\n\u2068b\u2069')
  })

  it('yields its own text and the declared values, and nothing else', () => {
    const name = fc.constantFrom('ticket.number', 'requester.name', 'fields.serial', 'agent.name')
    const literal = fc.string({ unit: 'grapheme' }).map((text) =>
      text
        .replaceAll('{', '(')
        .replaceAll('\\', '/')
        .replace(/[\u2066-\u2069]/g, ''),
    )
    const value = fc
      .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('{{agent.name}}', '{{', '}}', '\\{{', 'דנה', '$&', "$'"))
      .map((text) => text.replace(/[\u2066-\u2069]/g, ''))
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            literal.map((text) => ({ text })),
            name.map((one) => ({ name: one })),
          ),
          { maxLength: 8 },
        ),
        fc.record({ 'ticket.number': value, 'requester.name': value, 'fields.serial': value, 'agent.name': value }),
        fc.constantFrom('en', 'he', 'fa', 'ja'),
        (parts, values, language) => {
          const template = parts.map((part) => ('text' in part ? part.text : `{{${part.name}}}`)).join('')
          const expected = parts.map((part) => ('text' in part ? part.text : values[part.name as keyof typeof values])).join('')
          const { faults } = readTemplate(template)
          expect(faults).toEqual([])
          expect(withoutIsolation(render(template, values, language))).toBe(expected)
        },
      ),
    )
  })

  it('is read in a time that grows with its length only', () => {
    const began = performance.now()
    readTemplate('{{'.repeat(100_000))
    readTemplate(`{{${'a.'.repeat(100_000)}`)
    readTemplate(`{{${' '.repeat(199_000)}}}`)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
