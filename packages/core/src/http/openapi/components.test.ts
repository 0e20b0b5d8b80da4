import { describe, expect, it } from 'vitest'
import { SchemaComponents } from './components.ts'

const thing = { title: 'Thing', type: 'object', properties: { id: { type: 'string' } } }
const other = { title: 'Thing', type: 'object', properties: { number: { type: 'integer' } } }

describe('SchemaComponents', () => {
  it('gives the same schema one name, and a name to one schema', () => {
    const components = new SchemaComponents(['Problem'])
    components.declare(thing, 'first.thing')
    components.declare({ ...thing }, 'second')
    components.declare(other, 'third')
    components.declare({ ...thing, title: 'Problem' }, 'fourth')
    components.declare({ type: 'object', properties: { any: { type: 'string' } } }, 'tickets.create input')
    expect(components.write(thing)).toEqual({ $ref: '#/components/schemas/Thing' })
    expect(components.write(other)).toEqual({ $ref: '#/components/schemas/Thing2' })
    expect(components.all()).toEqual({
      Problem2: { ...thing, title: 'Problem' },
      Thing: thing,
      Thing2: other,
      ticketsCreateInput: { type: 'object', properties: { any: { type: 'string' } } },
    })
  })

  it('refers to named schemas wherever they stand, and keeps whose property it is', () => {
    const components = new SchemaComponents([])
    const list = {
      type: 'object',
      properties: {
        items: { type: 'array', items: thing },
        main: { ...thing, 'x-audience': 'staff' },
        maybe: { anyOf: [thing, { type: 'null' }] },
      },
    }
    components.declare(list, 'List')
    const ref = { $ref: '#/components/schemas/Thing' }
    expect(components.all().List).toEqual({
      type: 'object',
      properties: {
        items: { type: 'array', items: ref },
        main: { ...ref, 'x-audience': 'staff' },
        maybe: { anyOf: [ref, { type: 'null' }] },
      },
    })
    expect(components.all().Thing).toEqual(thing)
  })
})
