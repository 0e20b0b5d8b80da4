/** A job of the embedded queue; with pg-boss the table stays empty. */
export interface JobTable {
  id: string
  /** `plugin/job`. */
  name: string
  input_json: unknown
  /** Of the jobs that wait under one key there is one. */
  dedupe_key: string | null
  /** Event whose handler enqueued it. */
  cause_id: string | null
  state: 'waiting' | 'started' | 'dead'
  /** Attempts begun. */
  attempt_count: number
  due_ms: number
  lease_owner: string | null
  /** By the clock of the database. */
  lease_until_ms: number
  error: string | null
  created_at: string
  updated_at: string
}

/** A recurring job. Whoever moves `next_due_ms` on has the occurrence. */
export interface JobScheduleTable {
  name: string
  /** Occurrences are counted from here: the n-th is anchor + n × interval. */
  anchor_ms: number
  interval_ms: number
  next_due_ms: number
  updated_at: string
}

export interface JobTables {
  job: JobTable
  job_schedule: JobScheduleTable
}
