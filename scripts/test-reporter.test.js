import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
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

const module = (tests, { errors = [], suites = [] } = {}) => ({
  type: 'module',
  relativeModuleId: 'a.test.ts',
  errors: () => errors,
  children: { allSuites: () => suites, allTests: () => tests },
})
const suite = (name, errors = []) => ({ type: 'suite', name, errors: () => errors, parent: { type: 'module' } })
const test = (state, { note, parent = { type: 'module' } } = {}) => ({ fullName: state, result: () => ({ state, note }), parent })

function counts(modules, unhandled = []) {
  new TestReporter().onTestRunEnd(modules, unhandled)
  return JSON.parse(readFileSync(join(folder, 'counts.json'), 'utf8'))
}

it('counts what passed, failed and was skipped', () => {
  const { passed, failed, skipped } = counts([module([test('passed'), test('passed'), test('failed')]), module([test('skipped')])])
  expect([passed, failed, skipped]).toEqual([2, 1, 1])
})

it('counts failures outside a test: a file that does not load, a hook, an unhandled rejection', () => {
  const broken = module([], { errors: [new Error('no such file')], suites: [suite('with hook', [new Error('hook')])] })
  expect(counts([broken], [new Error('late')]).failed).toBe(3)
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
