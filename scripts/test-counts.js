/** Adds up what the reporter wrote. */
export function totals({ loose, files, unsteady = [] }) {
  const sum = (key) => files.reduce((total, file) => total + file[key], 0)
  return {
    passed: sum('passed'),
    failures: sum('failed') + loose,
    skipped: sum('skipped'),
    skips: files.flatMap(({ skips }) => skips),
    unsteady,
  }
}

/** A first run with the files of a second in place of its own. What failed then and passes now is named. */
export function withSecondLook(first, second) {
  const again = new Map(second.files.map((file) => [file.file, file]))
  const still = new Set(second.files.flatMap(({ failures }) => failures))
  return {
    code: second.code,
    loose: second.loose,
    files: first.files.map((file) => again.get(file.file) ?? file),
    unsteady: first.files.flatMap(({ file, failures }) => (again.has(file) ? failures.filter((name) => !still.has(name)) : [])),
  }
}
