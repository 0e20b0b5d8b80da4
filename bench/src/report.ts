export interface Row {
  readonly what: string
  readonly value: string
  readonly raw?: string
  readonly ratio?: string
  readonly goal: string
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

export const micros = (ms: number): string => `${(ms * 1000).toFixed(0)} µs`
export const nanos = (ns: number): string => `${ns.toFixed(1)} ns`
export const perSecond = (count: number): string => `${Math.round(count)}/s`

/** As a table of Markdown, so that a run can be pasted into RESULTS.md. */
export function printTable(title: string, rows: readonly Row[]): void {
  console.log(`\n### ${title}\n\n| what | desk | raw | ratio | goal |\n|---|---|---|---|---|`)
  for (const { what, value, raw = '', ratio = '', goal } of rows) console.log(`| ${what} | ${value} | ${raw} | ${ratio} | ${goal} |`)
}
