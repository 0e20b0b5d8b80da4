import { basename } from 'node:path'
import { logStatuses } from './log-type.ts'
import type { LogRemark } from './read-log.ts'
import type { ReplayRun } from './replay-log.ts'
import type { Agreement, RefusalGroup, ReplaySummary } from './summarize.ts'

const LISTED = 5

const n = (number: number): string => number.toLocaleString('en')
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`)
const some = (items: readonly (string | number)[]): string => (items.length > LISTED ? [...items.slice(0, LISTED), '…'] : items).join(', ')

const counted = (count: number, noun: string): string => `${n(count)} ${noun}${count === 1 ? '' : 's'}`

const wrongs: Readonly<Record<RefusalGroup['wrong'], string>> = {
  type: 'The type is wrong',
  data: 'The data is wrong',
  replay: 'The replay is wrong',
}

const remarks: Readonly<Record<LogRemark['what'], string>> = {
  row_without_number: 'no incident is named. Left out.',
  row_without_time: 'no time that can be read. Taken to be at the time of the row before.',
  order_contradicted:
    'the clock says one order and sys_mod_count another. The order of the file was kept, as the counts that the log keeps beside go with it.',
  opened_after_first_change: 'opened_at is later than the first change. Opened when it was created.',
}

/** The summary as text, line by line. */
export function printSummary(summary: ReplaySummary, run: ReplayRun, print: (line: string) => void): void {
  const { incidents, rows, tickets, transitions, refusals, madeSla, slaKnown } = summary
  const refusedMoves = refusals.filter(({ what }) => what === 'transition').reduce((sum, { count }) => sum + count, 0)
  print('')
  print(`Replay of ${basename(summary.path)}`)
  print(
    run.replayed === 0
      ? 'Everything was in the desk already.'
      : `${run.found ? `Went on after ${n(run.found)} rows: ` : ''}${n(run.replayed)} rows in ${run.seconds.toFixed(1)} s, ${n(Math.round(run.replayed / run.seconds))} per second.`,
  )
  print('')
  print(line('Tickets', tickets, `of ${n(incidents)} incidents`))
  print(line('Events read', rows, 'rows of the log'))
  print(line('Transitions', transitions.desk, `of ${n(transitions.log)} changes of state in the log`))
  print(line('Refused', refusedMoves, refusedMoves ? 'transitions, see below' : 'transitions'))
  print(compared('Reopened', summary.reopened, 'reopen_count of the log'))
  print(compared('Reassigned', summary.reassigned, 'changes of group in the log'))
  print(
    line(
      'Service level kept',
      madeSla.desk,
      `of ${n(slaKnown)}, as the log says (${percent(madeSla.desk, slaKnown)})${differing(madeSla)}`,
    ),
  )
  print('')
  print('At the end')
  for (const [status, agreement] of summary.states) print(compared(`  ${titleOf(status)}`, agreement, 'last rows of the log'))
  printJudgements(summary, print)
}

const line = (what: string, count: number, note: string): string => `${what.padEnd(22)}${n(count).padStart(8)}  ${note}`
const differing = ({ differing: incidents }: Agreement): string => (incidents.length ? `; differs in ${some(incidents)}` : '')
const compared = (what: string, agreement: Agreement, against: string): string =>
  line(
    what,
    agreement.desk,
    `${agreement.differing.length ? `against ${n(agreement.log)}` : 'agrees with the'} ${against}${differing(agreement)}`,
  )

const titleOf = (status: string): string =>
  Object.hasOwn(logStatuses, status) ? logStatuses[status as keyof typeof logStatuses].title : `${status} (no state of the type)`

function printJudgements({ refusals, remarks: found, reassignmentColumn, reassigned }: ReplaySummary, print: (line: string) => void): void {
  print('')
  print('Type or data')
  for (const { what, from, to, code, count, wrong, why } of refusals)
    print(`- ${n(count)} × ${what} ${from} → ${to} refused (${code}). ${wrongs[wrong]}: ${why}`)
  if (!refusals.length) print('- Nothing was refused: the type has every move that the log shows.')
  const columnWrong = reassignmentColumn.differing.filter((number) => !reassigned.differing.includes(number))
  if (columnWrong.length)
    print(
      `- In ${counted(columnWrong.length, 'incident')} (${some(columnWrong)}) reassignment_count is not the number of changes of group that the rows show. The data is wrong, and the desk has what the rows show.`,
    )
  for (const { what, lines } of found)
    print(
      `- ${counted(lines.length, 'row')} (${lines.length === 1 ? 'line' : 'lines'} ${some(lines)}): ${remarks[what]} The data is wrong.`,
    )
  print('')
}
