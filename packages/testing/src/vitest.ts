import { afterAll, describe, it } from 'vitest'
import { conformanceChecks } from './conformance/checks.ts'
import type { AnyOptions, ConformanceArguments, PluginSource } from './conformance/conformance-options.ts'
import { NonConforming, needlessExceptions, runCheck } from './conformance/run-checks.ts'
import { Subject } from './conformance/subject.ts'
import { forEachDatabase } from './database/for-each-database.ts'
import type { TestDatabase } from './database/test-databases.ts'

export type { ConformanceArguments, PluginSource } from './conformance/conformance-options.ts'

/** The same suite on SQLite and on PostgreSQL; a database that can't be had here is a visible skip with its reason. */
export function describeOnBothDatabases(name: string, suite: (kind: TestDatabase['kind']) => void): void {
  describe(name, () => forEachDatabase(({ kind }) => suite(kind)))
}

const TIMEOUT = 300_000

/**
 * The suite that every plugin passes, as tests: one line in a test file of the plugin.
 *
 * ```ts
 * pluginConformance(billing, { options: { currency: 'EUR' }, with: () => [equipment()] })
 * ```
 */
export function pluginConformance<F extends PluginSource>(plugin: F, ...[options]: ConformanceArguments<F>): void {
  const given: AnyOptions = options ?? {}
  const needed = new Set<string>()
  const statics = new Subject('sqlite', plugin, given)
  const test = (subject: Subject, isStatic: boolean): void => {
    for (const check of conformanceChecks) {
      if ((check.isStatic ?? false) !== isStatic) continue
      it(check.title, { timeout: TIMEOUT }, async () => {
        const findings = await runCheck(check, subject, needed)
        if (findings.length) throw new NonConforming(subject.id, findings)
      })
    }
  }
  describe(`the plugin '${statics.id}'`, () => {
    test(statics, true)
    forEachDatabase(({ kind }) => {
      const subject = new Subject(kind, plugin, given)
      afterAll(() => subject.close(), TIMEOUT)
      test(subject, false)
    })
    it('has no exception that it does not need', () => {
      const findings = needlessExceptions(given, needed)
      if (findings.length) throw new NonConforming(statics.id, findings)
    })
  })
}
