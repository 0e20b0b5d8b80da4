import { describe, expect, it } from 'vitest'
import { htmlText } from '../html.ts'
import { drawForm } from './draw-form.ts'
import { readForm } from './read-form.ts'

const schema = {
  type: 'object',
  properties: {
    type: { const: 'incident', 'x-hidden': true, 'x-order': 0 },
    body: { title: 'Message', type: 'string', 'x-multiline': true, 'x-order': 2 },
    subject: { title: 'Subject', type: 'string', maxLength: 300, 'x-order': 1 },
    urgency: { title: 'Urgency', type: 'string', oneOf: [{ const: 'high', title: 'High <b>' }], 'x-order': 3 },
    companyId: { title: 'Company', type: 'string', 'x-reference': 'company', 'x-order': 4 },
    fields: {
      type: 'object',
      'x-order': 5,
      required: ['room'],
      properties: {
        room: { title: 'Room', type: 'string', 'x-order': 0 },
        count: { title: 'Count', type: ['number', 'null'], 'x-unit': 'kg', 'x-order': 1 },
        on: { title: 'Day', type: ['string', 'null'], format: 'date', 'x-order': 2 },
        loud: { title: 'Loud', type: ['boolean', 'null'], 'x-order': 3 },
      },
    },
  },
  required: ['subject', 'type'],
} as const
const words = { optional: '(optional)', choose: 'Choose' }
const sent = (fields: { [name: string]: string }) => new Map(Object.entries(fields).map(([name, value]) => [name, [value]]))

describe('a form from a schema', () => {
  it('draws each field once, in order, with what is wrong beside it', () => {
    const text = htmlText(
      drawForm(schema, { words, values: sent({ subject: '"<x>' }), faults: [{ pointer: '/fields/room', detail: 'must be given' }] }),
    )
    expect([...text.matchAll(/<(?:input|textarea|select)[^>]* name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      'subject',
      'body',
      'urgency',
      'fields.room',
      'fields.count',
      'fields.on',
      'fields.loud',
    ])
    expect(text).toContain('value="&quot;&lt;x&gt;"')
    expect(text).toContain('High &lt;b&gt;')
    expect(text).toMatch(/id="f-fields-room-fault">must be given</)
    expect(text).toMatch(/<input[^>]*id="f-fields-room"[^>]*aria-describedby="f-fields-room-fault" aria-invalid="true"[^>]*required/)
    expect(text).not.toContain('companyId')
    for (const [, id] of text.matchAll(/ for="([^"]+)"/g)) expect(text).toContain(` id="${id}"`)
  })

  it('asks for an id by the names that it is given', () => {
    const text = htmlText(drawForm(schema, { words, references: { company: [{ value: 'c1', title: 'Acme' }] } }))
    expect(text).toContain('<option value="c1" >Acme</option>')
  })

  it('reads what was sent as the schema has it, and nothing else', () => {
    const input = readForm(
      schema,
      sent({
        type: 'incident',
        subject: '  printer ',
        body: 'a\r\nb',
        urgency: '',
        'fields.count': '۱۲٫۵',
        'fields.on': '2026-01-05',
        'fields.loud': 'true',
        'fields.secret': 'x',
        teamId: 't',
        __proto__: 'x',
      }),
    )
    expect(input).toEqual({ type: 'incident', subject: 'printer', body: 'a\nb', fields: { count: 12.5, on: '2026-01-05', loud: true } })
  })

  it('leaves what is no number for the desk to refuse', () => {
    expect(readForm(schema, sent({ 'fields.count': 'many' }))).toEqual({ fields: { count: 'many' } })
  })
})
