import { isDeskError } from '@deskwright/core'
import { type TestDatabaseKind, testDatabases } from '../database/test-databases.ts'
import type { Check } from './check.ts'
import { conformanceChecks } from './checks.ts'
import type { AnyOptions, ConformanceArguments, PluginSource } from './conformance-options.ts'
import { type Finding, finding, reasonOf } from './finding.ts'
import { Subject } from './subject.ts'

/** Findings that are not excepted. Keys of exceptions that were needed go into `needed`. */
export async function runCheck(check: Check, subject: Subject, needed: Set<string> = new Set()): Promise<readonly Finding[]> {
  const { exceptions = {} } = subject.options
  const found = await lookAt(check, subject)
  return found.filter(({ key }) => {
    const isExcepted = Object.hasOwn(exceptions, key)
    if (isExcepted) needed.add(key)
    return !isExcepted
  })
}

/** A plugin with which the desk itself no longer works fails every check: with what the desk says. */
async function lookAt(check: Check, subject: Subject): Promise<readonly Finding[]> {
  try {
    return await check.run(subject)
  } catch (error) {
    if (!isDeskError(error)) throw error
    return [
      finding(`desk_fails ${error.code}`, `With '${subject.id}' installed the desk does not do what it does without: ${reasonOf(error)}.`),
    ]
  }
}

/** One error for all findings, each with the key that excepts it. */
export class NonConforming extends Error {
  readonly findings: readonly Finding[]

  constructor(pluginId: string, findings: readonly Finding[]) {
    super(`'${pluginId}' does not conform:\n${findings.map(({ key, sentence }) => `- ${sentence} [${key}]`).join('\n')}`)
    this.name = 'NonConforming'
    this.findings = findings
  }
}

export const needlessExceptions = (options: AnyOptions, needed: ReadonlySet<string>): readonly Finding[] =>
  Object.keys(options.exceptions ?? {})
    .filter((key) => !needed.has(key))
    .map((key) => finding(`needless_exception ${key}`, `The exception '${key}' fits nothing any more. Remove it.`))

/**
 * All checks on all databases that are here, without a test runner: for command lines and other runners. Throws `NonConforming`.
 * In vitest use `pluginConformance` of `@deskwright/testing/vitest`, which shows each check by itself.
 */
export async function checkPlugin<F extends PluginSource>(plugin: F, ...[options]: ConformanceArguments<F>): Promise<void> {
  const findings: Finding[] = []
  const needed = new Set<string>()
  const given: AnyOptions = options ?? {}
  const kinds = testDatabases.filter(({ missing }) => missing === undefined)
  const statics = new Subject('sqlite', plugin, given)
  for (const check of conformanceChecks) if (check.isStatic) findings.push(...(await runCheck(check, statics, needed)))
  // What is wrong with the composition is said once, not by everything that needs a desk.
  if (!findings.some(({ key }) => key === 'composition'))
    for (const kind of kinds) findings.push(...(await onDatabase(kind, plugin, given, needed)))
  findings.push(...needlessExceptions(given, needed))
  if (findings.length) throw new NonConforming(statics.id, [...new Map(findings.map((one) => [one.key, one])).values()])
}

async function onDatabase(
  { kind }: TestDatabaseKind,
  plugin: PluginSource,
  options: AnyOptions,
  needed: Set<string>,
): Promise<readonly Finding[]> {
  const subject = new Subject(kind, plugin, options)
  try {
    const findings: Finding[] = []
    for (const check of conformanceChecks) if (!check.isStatic) findings.push(...(await runCheck(check, subject, needed)))
    return findings
  } finally {
    await subject.close()
  }
}
