import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'
import { memory, root } from './paths.js'
import { publishedPackages } from './workspace.js'

/**
 * Writes what every entry of every package offers to `etc/<entry>.api.md`. With `update: false` nothing is written and a difference is a
 * failure: a change of the public surface is seen in review, never by accident.
 */
export function reportApi({ update }) {
  const failures = publishedPackages().flatMap((one) => reportPackage(one, update))
  for (const path of failures)
    console.error(`The public surface differs from ${path}. If that is meant: npm run api -- --update, and commit it.`)
  return failures.length === 0 ? 0 : 1
}

function reportPackage({ folder, manifest }, update) {
  const reports = join(folder, 'etc')
  const declarations = Object.values(manifest.exports ?? {}).flatMap((target) => target.types ?? [])
  if (declarations.length > 0) mkdirSync(reports, { recursive: true })
  const names = declarations.map((path) => `${basename(path, '.d.ts')}.api.md`)
  const left = existsSync(reports) ? readdirSync(reports).filter((file) => file.endsWith('.api.md') && !names.includes(file)) : []
  if (update) for (const file of left) rmSync(join(reports, file))
  const changed = declarations.filter((path, index) => !isSame(folder, path, names[index], update)).map((_, index) => names[index])
  return [...changed, ...(update ? [] : left)].map((file) => relative(root, join(reports, file)))
}

function isSame(folder, declaration, reportFileName, update) {
  const written = join(memory, 'api', basename(folder))
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, declaration),
      compiler: { tsconfigFilePath: join(folder, 'tsconfig.json') },
      apiReport: {
        enabled: true,
        reportFileName,
        reportFolder: join(written, 'last'),
        reportTempFolder: written,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Warning } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None },
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
      newlineKind: 'lf',
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
  })
  mkdirSync(join(written, 'last'), { recursive: true })
  const result = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      // What it says while it works is for its own authors; errors are printed.
      message.handled = message.logLevel !== ExtractorLogLevel.Error
    },
  })
  if (result.errorCount > 0) return false
  const path = join(folder, 'etc', reportFileName)
  const report = withoutPlaces(readFileSync(join(written, reportFileName), 'utf8'))
  if (update) writeFileSync(path, report)
  return update || (existsSync(path) && readFileSync(path, 'utf8') === report)
}

const place = /^(\/\/ \S+\.d\.ts):\d+:\d+( - .*)$/

/** Where something stands in the bundle is no part of the surface: without it, and in an order of its own, a moved line changes nothing. */
function withoutPlaces(report) {
  const lines = report.split('\n')
  const told = lines.filter((line) => place.test(line)).map((line) => line.replace(place, '$1$2'))
  const first = lines.findIndex((line) => place.test(line))
  if (first < 0) return report
  const others = lines.filter((line) => !place.test(line))
  return [...others.slice(0, first), ...[...new Set(told)].sort(), ...others.slice(first)].join('\n')
}
