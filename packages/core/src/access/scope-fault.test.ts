import { expect, it } from 'vitest'
import { scopeFault } from './scope-fault.ts'

const id = '01900000-0000-7000-8000-000000000001'

it.each([
  ['staff', 'all', undefined, true],
  ['staff', 'own', undefined, true],
  ['staff', 'team', id, true],
  ['staff', 'company', id, true],
  ['customer', 'own', undefined, true],
  ['customer', 'company', id, true],
  ['customer', 'all', undefined, false],
  ['customer', 'team', id, false],
  ['staff', 'team', undefined, false],
  ['staff', 'company', undefined, false],
  ['staff', 'all', id, false],
  ['staff', 'own', id, false],
] as const)('a role of %s in the scope %s with %s: %s', (acting, scope, scopeId, fits) => {
  expect(scopeFault(acting, scope, scopeId) === undefined).toBe(fits)
})
