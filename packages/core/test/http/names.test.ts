import { afterAll, describe, expect, it } from 'vitest'
import { createDesk } from '../../src/desk/create-desk.ts'

const desk = createDesk({ database: 'sqlite::memory:', worker: false, identify: () => null })
afterAll(() => desk.close())
const operations = desk.operations.filter(({ spec }) => spec.route)
const document = desk.openApi()

/** What an embedder meets is called alike everywhere. */
describe('the operations of core', () => {
  it('say in a sentence what they do, in groups that say what they are about', () => {
    for (const { id, spec } of operations) expect(spec.summary, id).toMatch(/^[A-Z].{7,}\.$/)
    for (const { name, description } of document.tags) expect(description, name).not.toMatch(/^Part of every desk/)
  })

  it('give lists by page in one form', () => {
    for (const { id, spec, input, outputSchema } of operations) {
      const { limit, cursor } = input.staff.schema.properties ?? {}
      // The log of events goes on by position, so that another system can keep its place for good.
      if (!cursor || id === 'live.stream') continue
      expect(limit, id).toBeDefined()
      expect(Object.keys(outputSchema.staff.properties ?? {}), id).toEqual(['items', 'nextCursor'])
      expect(spec.route, id).toMatch(/^GET /)
    }
  })

  it('answer what was taken away by its id, and what was taken off something by what is left there', () => {
    for (const { id, spec, outputSchema } of operations)
      if (spec.route?.startsWith('DELETE ')) {
        const isPart = /\/:\w+\/\w+/.test(spec.route) || id === 'checklists.remove' || id === 'access.revoke'
        if (!isPart) expect(Object.keys(outputSchema.staff.properties ?? {}), id).toEqual(['id'])
      }
  })

  it('name a thing by id alone where it is the answer, and by what it is where it is asked for', () => {
    for (const { id, spec, outputSchema } of operations) {
      const parameter = /:(\w+)$/.exec(spec.route ?? '')?.[1] ?? ''
      const keys = Object.keys(outputSchema.staff?.properties ?? {})
      if (parameter.endsWith('Id') && keys.includes('version'))
        expect([keys.includes('id'), keys.includes(parameter)], id).toEqual([true, false])
    }
  })
})
