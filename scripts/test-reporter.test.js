import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { totals, withSecondLook } from './test-counts.js'
import TestReporter from './test-reporter.js'

let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskwright-reporter-'))
  vi.stubEnv('TEST_COUNTS', join(folder, 'counts.json'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

const module = (tests, { errors = [], suites = [], file = 'a.test.ts' } = {}) => ({
  type: 'module',
  relativeModuleId: file,
  errors: () => errors,
  children: { allSuites: () => suites, allTests: () => tests },
})
const suite = (name, errors = []) => ({ type: 'suite', name, errors: () => errors, parent: { type: 'module' } })
const test = (state, { note, parent = { type: 'module' } } = {}) => ({ fullName: state, result: () => ({ state, note }), parent })

function told(modules, unhandled = []) {
  new TestReporter().onTestRunEnd(modules, unhandled)
  return JSON.parse(readFileSync(join(folder, 'counts.json'), 'utf8'))
}
const counts = (modules, unhandled) => totals(told(modules, unhandled))

it('counts what passed, failed and was skipped', () => {
  const { passed, failures, skipped } = counts([module([test('passed'), test('passed'), test('failed')]), module([test('skipped')])])
  expect([passed, failures, skipped]).toEqual([2, 1, 1])
})

it('counts failures outside a test: a file that does not load, a hook, an unhandled rejection', () => {
  const broken = module([], { errors: [new Error('no such file')], suites: [suite('with hook', [new Error('hook')])] })
  expect(counts([broken], [new Error('late')]).failures).toBe(3)
})

it('gives the reason of every skip', () => {
  const parent = suite('with hook', [new Error('hook')])
  const { skips } = counts([
    module([test('skipped', { note: 'no browser' }), test('skipped', { parent }), test('pending'), test('skipped')]),
  ])
  expect(skips.map(({ reason }) => reason)).toEqual([
    'no browser',
    "a hook of 'with hook' failed",
    'it did not run to its end',
    'no reason given',
  ])
})

it('puts a second run of a file in the place of the first, and names what was unsteady', () => {
  const first = { code: 1, ...told([module([test('passed'), test('failed')]), module([test('passed')], { file: 'b.test.ts' })]) }
  const passing = withSecondLook(first, { code: 0, ...told([module([test('passed'), test('passed')])]) })
  expect(totals(passing)).toMatchObject({ passed: 3, failures: 0, unsteady: ['a.test.ts > failed'] })
  const failing = withSecondLook(first, { code: 1, ...told([module([test('passed'), test('failed')])]) })
  expect(totals(failing)).toMatchObject({ passed: 2, failures: 1, unsteady: [] })
})
