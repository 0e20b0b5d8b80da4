import { expect, it } from 'vitest'
import { isConnectionLost, pgError } from './pg-error.ts'

const fault = (code: string | undefined): Error => Object.assign(new Error('what happened'), code === undefined ? {} : { code })

it.each(['EPIPE', 'ECONNRESET', 'ETIMEDOUT', undefined, '08006', '57P01'])('takes %s for a lost connection', (code) => {
  expect(isConnectionLost(fault(code))).toBe(true)
  expect(pgError(fault(code), 1)).toMatchObject({ code: 'store.connection_lost', retryable: true })
})

it.each([
  ['23505', 'store.unique'],
  ['40P01', 'store.conflict'],
  ['XX001', 'store.corrupt'],
  ['P0001', 'store.statement_failed'],
  ['HV00A', 'store.statement_failed'],
])('takes %s for an answer of the server', (state, code) => {
  expect(isConnectionLost(fault(state))).toBe(false)
  expect(pgError(fault(state), 1).code).toBe(code)
})
