import { copyFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { TypeLaboratory } from '../../../bench/types/measure.ts'
import { typesAreCheap } from '../src/conformance/checks/types.ts'
import type { AnyOptions } from '../src/conformance/conformance-options.ts'
import { runCheck } from '../src/conformance/run-checks.ts'
import { Subject } from '../src/conformance/subject.ts'
import { visits } from './sample-plugin.ts'

/** The sample plugin as a package of its own, which has core and a compiler installed. */
let laboratory: TypeLaboratory
let module: URL
beforeAll(async () => {
  laboratory = await TypeLaboratory.open()
  const file = join(laboratory.folder, 'sample-plugin.ts')
  copyFileSync(new URL('./sample-plugin.ts', import.meta.url), file)
  symlinkSync(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    join(laboratory.folder, 'node_modules', 'typescript'),
    'junction',
  )
  const compilerOptions = {
    target: 'es2024',
    lib: ['es2024', 'dom'],
    module: 'nodenext',
    strict: true,
    verbatimModuleSyntax: true,
    types: [],
  }
  writeFileSync(join(laboratory.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  module = pathToFileURL(file)
}, 120_000)
afterAll(() => laboratory.close())

const sentencesOf = async (types: NonNullable<AnyOptions['types']>): Promise<readonly string[]> =>
  (await runCheck(typesAreCheap, new Subject('sqlite', visits, { types }))).map(({ sentence }) => sentence)

it('lets types pass that cost what their operations are worth', { timeout: 60_000 }, async () => {
  expect(await sentencesOf({ module, factory: 'visits' })).toEqual([])
})

it('finds types that cost more than they may', { timeout: 60_000 }, async () => {
  expect(await sentencesOf({ module, factory: 'visits', ceiling: 1_000 })).toEqual([
    expect.stringMatching(
      /^The types of 'visits' cost \d+ instantiations, and 4 operations may cost 1000\. Write the contract as an interface/,
    ),
  ])
})

it('finds what the compiler refuses', { timeout: 60_000 }, async () => {
  expect(await sentencesOf({ module, factory: 'vists' })).toEqual([
    expect.stringMatching(/^The compiler refuses a desk with 'visits': .*'vists'/),
  ])
})
