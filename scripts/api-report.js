import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
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
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, declaration),
      compiler: { tsconfigFilePath: join(folder, 'tsconfig.json') },
      apiReport: {
        enabled: true,
        reportFileName,
        reportFolder: join(folder, 'etc'),
        reportTempFolder: join(memory, 'api', basename(folder)),
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
  const result = Extractor.invoke(config, {
    localBuild: update,
    messageCallback: (message) => {
      // What it says while it works is for its own authors; errors are printed.
      message.handled = message.logLevel !== ExtractorLogLevel.Error
    },
  })
  return update ? result.errorCount === 0 : !result.apiReportChanged && result.errorCount === 0
}
