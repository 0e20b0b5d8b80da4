/** The checks in a `create table`, which SQLite keeps as text only: `check (…)` with the brackets balanced, texts passed over. */
export const findChecks = (sql: string): string[] => {
  const checks: string[] = []
  const start = /\bcheck\s*\(/gi
  for (let match = start.exec(sql); match; match = start.exec(sql)) {
    const open = match.index + match[0].length - 1
    const close = closingBracket(sql, open)
    checks.push(`check ${sql.slice(open, close + 1)}`)
    start.lastIndex = close
  }
  return checks
}

const closingBracket = (sql: string, open: number): number => {
  let depth = 0
  let isText = false
  for (let at = open; at < sql.length; at++) {
    const char = sql[at]
    if (char === "'") isText = !isText
    else if (!isText && char === '(') depth += 1
    else if (!isText && char === ')') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  return sql.length
}
