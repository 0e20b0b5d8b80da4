import type { Desk } from '@deskwright/core'
import { carryCompanies } from './carry/companies.ts'
import { everyItem } from './carry/every-item.ts'
import { gather } from './carry/gather.ts'
import { carryMerges } from './carry/merges.ts'
import { People } from './carry/people.ts'
import { type ImportRunReport, Tally } from './carry/report.ts'
import type { ImportDesk, Run } from './carry/run.ts'
import { carryTickets, surveyTickets } from './carry/tickets.ts'
import { importError } from './errors.ts'
import { openFolder } from './input/folder.ts'
import { Spool } from './input/spool.ts'
import { expectMap, type MapFile } from './mapping/map-file.ts'
import { Mapping, type Team } from './mapping/mapping.ts'
import { readerOf, type SourceKind } from './source/readers.ts'

export interface ImportFromOptions {
  readonly kind: SourceKind
  /** A folder with the files of the other desk, or one file. */
  readonly from: string
  /** What its words mean here; what has the same name needs none. */
  readonly map?: MapFile
  /** Says what would be done, and writes nothing. */
  readonly dryRun?: boolean
  /** Carries over what can be, although some rows and values can't. */
  readonly lenient?: boolean
  /** Ends between two tickets, with `imports.stopped`; the same call goes on. */
  readonly signal?: AbortSignal
  readonly progress?: (done: number, total: number) => void
  /** ISO 8601, by the desk's clock where that is another: nothing is carried over that is later. */
  readonly now?: string
}

/**
 * Carries over what another desk had: companies, people, tickets with their messages, files and times. Through the desk's own operations, and
 * nobody is told of it. Ended at any moment, and called again, it goes on; called again later it carries over what is new. Unless told `lenient` nothing is
 * written while a row is wrong or a value unknown. Throws `imports.not_installed`, `imports.no_source`, `imports.map_invalid`, `imports.stopped`.
 */
export async function importFrom(desk: Desk, options: ImportFromOptions): Promise<ImportRunReport> {
  const {
    kind,
    from,
    map = {},
    dryRun: isDry = false,
    lenient = false,
    signal,
    progress = () => {},
    now = new Date().toISOString(),
  } = options
  expectImports(desk)
  expectMap(map)
  const reader = readerOf(kind, map)
  const source = map.source ?? kind
  const folder = await openFolder(from)
  const tally = new Tally()
  const spool = await Spool.open()
  try {
    const gathered = await gather(folder, reader, map, spool, tally, signal)
    const teams: Team[] = []
    for await (const team of everyItem((place) => desk.system(`import ${source}`).teams.list(place))) teams.push(team)
    const mapping = new Mapping(kind, map, desk.machines, teams)
    tally.mapFaults.push(...mapping.faults())
    await surveyTickets({ gathered, spool, mapping, tally, signal })
    const isRefused = tally.mapFaults.length > 0 || (!lenient && !tally.isClean)
    if (isRefused && !isDry) return tally.report(source, isDry, true)
    const past = desk.past(`import ${source}`)
    const run: Run = { desk, past, source, map, mapping, folder, spool, gathered, tally, isDry, now, signal }
    const companies = await carryCompanies(run)
    const people = new People(run)
    await people.carry(companies)
    await carryTickets(run, people, companies, progress)
    await carryMerges(run)
    return tally.report(source, isDry, isRefused)
  } finally {
    await spool.close()
  }
}

/** Throws `imports.not_installed`. */
function expectImports(desk: Desk): asserts desk is ImportDesk {
  if (!desk.operations.some(({ id }) => id === 'imports.remember')) throw importError('imports.not_installed')
}
