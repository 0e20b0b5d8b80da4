import { readFile } from 'node:fs/promises'
import process from 'node:process'
import type { Desk } from '@deskwright/core'
import { type Carried, type ImportRunReport, importFrom, type MapFile, type SourceKind } from '@deskwright/import'
import { cliError } from '../cli-errors.ts'
import { printJson } from '../command/json-arg.ts'
import { ProgressBar } from '../demo/progress-bar.ts'

interface CarryOver {
  readonly kind: SourceKind
  readonly from: string
  readonly mapPath: string | undefined
  readonly dryRun: boolean
  readonly lenient: boolean
  readonly json: boolean
  readonly signal: AbortSignal
}

/** Carries over what another desk had, and says what became of it. Exit code 1 if something is wrong. */
export async function carryOver(desk: Desk, { mapPath, json, ...options }: CarryOver): Promise<void> {
  const map = mapPath === undefined ? undefined : await readMap(mapPath)
  const bar = json ? undefined : new ProgressBar('Tickets')
  const report = await importFrom(desk, {
    ...options,
    ...(map === undefined ? {} : { map }),
    progress: (done, total) => bar?.report(done, total),
  }).finally(() => bar?.end())
  if (json) printJson(report)
  else for (const line of linesOf(report)) console.log(line)
  if (report.isRefused || report.faults.length || report.mapFaults.length) process.exitCode = 1
}

/** What is in it is looked at by the importer. */
async function readMap(path: string): Promise<MapFile> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as MapFile
  } catch (error) {
    throw cliError('cli.import_map', { path, reason: error instanceof Error ? error.message : String(error) }, { cause: error })
  }
}

function linesOf(report: ImportRunReport): string[] {
  const { isDryRun, isRefused, faults, mapFaults, unknown, leftOut } = report
  return [
    ...mapFaults.map((fault) => `mapping: ${fault}`),
    ...faults.map(({ file, line, reason }) => `${file}${line === null ? '' : ` row ${line}`}: ${reason}`),
    ...unknown.map(({ what, value, count }) => `unknown ${what}: '${value}' (${count})`),
    ...leftOut.map(
      ({ what, why, count, of }) => `left out: ${what} (${count}), as ${why}: ${of.join(', ')}${count > of.length ? ', …' : ''}`,
    ),
    isRefused
      ? `${isDryRun ? 'Would be refused' : 'Nothing was written'}: put it right, or say in the mapping what becomes of it (null leaves it out)${mapFaults.length ? '' : '; --lenient carries over the rest'}.`
      : `${isDryRun ? 'Would carry over' : 'Carried over'}: ${countsOf(report)}.`,
  ]
}

const countsOf = ({ companies, people, tickets, messages, attachments }: ImportRunReport): string =>
  [
    `companies ${counted(companies)}`,
    `people ${counted(people)}`,
    `tickets ${counted(tickets)}`,
    `${messages} messages`,
    `${attachments} attachments`,
  ].join(', ')

const counted = ({ new: added, changed, unchanged }: Carried): string => `${added} new, ${changed} changed, ${unchanged} as before`
