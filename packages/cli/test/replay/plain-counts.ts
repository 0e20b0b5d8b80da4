/** What a log says, counted anew: plain columns, no reader and no type of the replay's. */
export interface PlainCounts {
  readonly incidents: number
  readonly rows: number
  /** By the state of the last row. */
  readonly states: Readonly<Record<string, number>>
  readonly reopenCount: Readonly<Record<string, number>>
  /** Rows with another group than the row before. */
  readonly groupChanges: Readonly<Record<string, number>>
  readonly stateChanges: number
  readonly madeSla: number
}

export function plainCounts(csv: string): PlainCounts {
  const [head = '', ...lines] = csv.split(/\r?\n/).filter(Boolean)
  const names = head.split(',')
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((value, index) => [names[index] ?? '', value])))
  const byNumber = Map.groupBy(rows, (row) => row['number'] ?? '')
  const last = [...byNumber].map(([number, own]) => ({ number, row: own.at(-1) ?? {} }))
  const perIncident = (count: (own: Record<string, string>[]) => number): Record<string, number> =>
    Object.fromEntries([...byNumber].map(([number, own]) => [number, count(own)] as const).filter(([, found]) => found > 0))
  const changes = (own: Record<string, string>[], column: string, start?: string): number => {
    let [before, found] = [start ?? own[0]?.[column], 0]
    for (const row of own) {
      if (row[column] !== before) found += 1
      before = row[column]
    }
    return found
  }
  const states: Record<string, number> = {}
  for (const { row } of last) states[row['incident_state'] ?? ''] = (states[row['incident_state'] ?? ''] ?? 0) + 1
  return {
    incidents: byNumber.size,
    rows: rows.length,
    states,
    reopenCount: perIncident((own) => Number(own.at(-1)?.['reopen_count'])),
    groupChanges: perIncident((own) => changes(own, 'assignment_group')),
    stateChanges: [...byNumber.values()].reduce((sum, own) => sum + changes(own, 'incident_state', 'New'), 0),
    madeSla: last.filter(({ row }) => row['made_sla'] === 'TRUE').length,
  }
}
