/** A log of the same form as the public one, made up: for tests that must run where that is not. */
interface MadeLogOptions {
  readonly incidents: number
  readonly seed: number
  /** With what other parts of the log may have: odd states, moves that no desk allows, changes after the end. */
  readonly isStrange?: boolean
}

const columns = [
  'sys_updated_at',
  'assignment_group',
  'number',
  'priority',
  'incident_state',
  'caller_id',
  'made_sla',
  'reopen_count',
  'reassignment_count',
  'sys_mod_count',
  'sys_updated_by',
  'opened_at',
  'opened_by',
  'contact_type',
  'location',
  'category',
  'u_symptom',
  'impact',
  'urgency',
  'assigned_to',
  'closed_code',
  'resolved_by',
  'resolved_at',
] as const
type Row = Record<(typeof columns)[number], string>

const moves: Readonly<Record<string, readonly string[]>> = {
  New: ['Active', 'Awaiting User Info', 'Resolved', 'New'],
  Active: ['Active', 'Awaiting User Info', 'Awaiting Problem', 'Awaiting Vendor', 'Resolved'],
  'Awaiting User Info': ['Active', 'Awaiting Evidence', 'Resolved'],
  'Awaiting Problem': ['Active', 'Resolved'],
  'Awaiting Vendor': ['Active', 'Resolved'],
  'Awaiting Evidence': ['Active', 'Awaiting User Info'],
  Resolved: ['Closed', 'Closed', 'Active', 'Awaiting User Info'],
}
const levels = ['1 - High', '2 - Medium', '3 - Low']
const priorities: Readonly<Record<string, string>> = {
  '11': '1',
  '12': '2',
  '21': '2',
  '13': '3',
  '22': '3',
  '31': '3',
  '23': '4',
  '32': '4',
  '33': '4',
}
const names: Readonly<Record<string, string>> = { '1': '1 - Critical', '2': '2 - High', '3': '3 - Moderate', '4': '4 - Low' }

/** mulberry32: the same seed gives the same log. */
const randomFrom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const two = (number: number): string => String(number).padStart(2, '0')
const dayFirst = (at: number): string => {
  const date = new Date(at)
  return `${two(date.getUTCDate())}-${two(date.getUTCMonth() + 1)}-${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
}

export function madeLog({ incidents, seed, isStrange = false }: MadeLogOptions): string {
  const random = randomFrom(seed)
  const below = (count: number): number => Math.floor(random() * count)
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const lines = [columns.join(',')]
  for (let index = 0; index < incidents; index++) {
    let at = Date.UTC(2016, 1, 27, 8, 0) + below(4000) * 60_000
    const [impact, urgency] = [below(3), below(3)]
    const setLevels = (i: number, u: number): Partial<Row> => ({
      impact: levels[i] ?? '?',
      urgency: levels[u] ?? '?',
      priority: names[priorities[`${i + 1}${u + 1}`] ?? ''] ?? '?',
    })
    const caller = below(15)
    let row: Row = {
      sys_updated_at: '',
      number: `INC${String(index + 1).padStart(5, '0')}`,
      assignment_group: random() < 0.1 ? '?' : `Group ${below(5)}`,
      incident_state: random() < 0.8 ? 'New' : 'Active',
      priority: '?',
      caller_id: `Caller ${caller}`,
      made_sla: 'TRUE',
      reopen_count: '0',
      reassignment_count: '0',
      sys_mod_count: '0',
      sys_updated_by: '?',
      opened_at: dayFirst(at),
      opened_by: random() < 0.2 ? '?' : `Opened by  ${below(4)}`,
      contact_type: one(['Phone', 'Self service', 'Email']),
      location: random() < 0.05 ? '?' : `Location ${(caller * 7) % 9}`,
      category: `Category ${below(6)}`,
      u_symptom: random() < 0.3 ? '?' : `Symptom ${below(9)}`,
      impact: '?',
      urgency: '?',
      assigned_to: '?',
      closed_code: `code ${below(9)}`,
      resolved_by: `Resolved by ${below(6)}`,
      resolved_at: '?',
      ...setLevels(impact, urgency),
    }
    const end = at + 8_640_000
    for (let count = 0; count < 25; count++) {
      at += below(180) * 60_000
      row = { ...row, sys_mod_count: String(count), sys_updated_at: dayFirst(at), sys_updated_by: `Updated by ${below(8)}` }
      lines.push(columns.map((column) => row[column]).join(','))
      if (row.incident_state === 'Closed') break
      const next = at > end && row.incident_state === 'Resolved' ? 'Closed' : one(moves[row.incident_state] ?? ['Active'])
      const reopens = row.incident_state === 'Resolved' && next !== 'Closed'
      const group = random() < 0.25 ? `Group ${below(5)}` : row.assignment_group
      row = {
        ...row,
        incident_state: next,
        assignment_group: group,
        assigned_to: random() < 0.3 ? `Resolver ${below(10)}` : group === row.assignment_group ? row.assigned_to : '?',
        reopen_count: String(Number(row.reopen_count) + Number(reopens)),
        reassignment_count: String(Number(row.reassignment_count) + Number(group !== row.assignment_group)),
        ...(random() < 0.1 ? setLevels(below(3), below(3)) : {}),
        ...(random() < 0.05 ? { category: `Category ${below(6)}` } : {}),
        ...(next === 'Closed' ? { made_sla: random() < 0.6 ? 'TRUE' : 'FALSE' } : {}),
      }
    }
  }
  return `${[...lines, ...(isStrange ? strangeLines() : [])].join('\n')}\n`
}

/** Each a story of its own, by number, with the states that it goes through. */
export const strangeStories: Readonly<Record<string, readonly string[]>> = {
  ODD1: ['New', 'Active', '-100', 'Active', 'Resolved', 'Closed'],
  ODD2: ['New', 'Active', 'New', 'Active', 'Resolved', 'Closed'],
  ODD3: ['New', 'Awaiting Change', 'Active', 'Resolved'],
  ODD4: ['Active', 'Closed', 'Active', 'Resolved', 'Closed'],
  ODD5: ['Resolved', 'Closed', 'Resolved'],
  ODD6: ['?', 'Active', '?', 'Resolved', 'Closed'],
  ODD7: ['New', 'Active', 'Resolved', 'Closed', 'Closed'],
  ODD8: ['Awaiting Vendor', 'Awaiting Evidence', 'Awaiting Problem', 'Resolved', 'Awaiting Vendor', 'Resolved', 'Closed'],
}

function strangeLines(): string[] {
  return Object.entries(strangeStories).flatMap(([number, states], story) =>
    states.map((state, index) => {
      const row: Partial<Row> = {
        number,
        incident_state: state,
        sys_mod_count: String(index),
        sys_updated_at: dayFirst(Date.UTC(2016, 1, 28, 9 + index, story)),
        opened_at: dayFirst(Date.UTC(2016, 1, 28, 8, story)),
        sys_updated_by: `Updated by ${story}`,
        // Changed once more after it was closed.
        category: number === 'ODD7' && index === 4 ? 'Category 99' : 'Category 1',
        made_sla: 'TRUE',
        reopen_count: '0',
        reassignment_count: number === 'ODD1' ? '7' : '0',
        // A level that no matrix knows, and a priority that its matrix does not give.
        impact: '2 - Medium',
        urgency: number === 'ODD3' ? '9 - Extreme' : '2 - Medium',
        priority: index > 1 && number === 'ODD8' ? '1 - Critical' : '3 - Moderate',
      }
      return columns.map((column) => row[column] ?? '?').join(',')
    }),
  )
}
