import type { IncidentLog, LogIncident } from './read-log.ts'

/** What the log says of an incident, counted from its rows alone: nothing of the desk is asked. */
export interface LogCounts {
  /** Changes of the state, with the first one if the incident is first seen in another than New. */
  readonly transitions: number
  readonly state: string | undefined
  /** The column. */
  readonly reopenCount: number | undefined
  /** The column. */
  readonly reassignmentCount: number | undefined
  /** Rows whose group is another than in the row before. */
  readonly groupChanges: number
  readonly madeSla: boolean | undefined
}

export const countLog = ({ incidents }: IncidentLog): ReadonlyMap<string, LogCounts> =>
  new Map(incidents.map((incident) => [incident.number, countIncident(incident)]))

function countIncident({ rows }: LogIncident): LogCounts {
  const states = ['new', ...rows.flatMap(({ state }) => state ?? [])]
  const sla = rows.flatMap(({ fields }) => (typeof fields['made_sla'] === 'boolean' ? [fields['made_sla']] : []))
  return {
    transitions: changesIn(states),
    state: states.at(-1),
    reopenCount: rows.findLast(({ reopenCount }) => reopenCount !== undefined)?.reopenCount,
    reassignmentCount: rows.findLast(({ reassignmentCount }) => reassignmentCount !== undefined)?.reassignmentCount,
    groupChanges: changesIn(rows.map(({ group }) => group)),
    madeSla: sla.at(-1),
  }
}

const changesIn = (values: readonly unknown[]): number => values.slice(1).filter((value, index) => value !== values[index]).length
