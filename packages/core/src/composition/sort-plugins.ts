import { coreError } from '../error/core-errors.ts'
import type { InstalledPlugin } from '../plugin/plugin-spec.ts'
import type { Faults } from './fault.ts'

/**
 * Plugins in the order in which their hooks run and their tables are made: each after what it requires, and after what it uses unless the
 * two know of each other. Among equals the order of the list given stays, so the order of the list never decides what is a fault.
 */
export function sortPlugins(plugins: readonly InstalledPlugin[], faults: Faults): InstalledPlugin[] {
  const waiting = new Map(plugins.map((plugin) => [plugin.id, plugin]))
  for (const { id, requires = {} } of plugins)
    for (const required of Object.keys(requires))
      if (!waiting.has(required)) faults.add(coreError('plugin.missing', { plugin: id, required }))
  const required = (id: string): string[] => Object.keys(waiting.get(id)?.requires ?? {}).filter((other) => waiting.has(other))
  const used = (id: string): string[] => Object.keys(waiting.get(id)?.uses ?? {}).filter((other) => waiting.has(other))
  const comesBack = (from: string, to: string): boolean => {
    const reached = new Set([from])
    for (const id of reached) for (const next of [...required(id), ...used(id)]) reached.add(next)
    return reached.has(to)
  }
  const isNext = (id: string): boolean => !required(id).length && used(id).every((other) => comesBack(other, id))
  const sorted: InstalledPlugin[] = []
  while (waiting.size) {
    const next = [...waiting.values()].find(({ id }) => isNext(id))
    if (!next) {
      faults.add(coreError('plugin.cycle', { plugins: circleAmong([...waiting.keys()], required).join(' → ') }))
      return [...sorted, ...waiting.values()]
    }
    waiting.delete(next.id)
    sorted.push(next)
  }
  return sorted
}

/** A circle of what is required, once round. There is one where nobody can be next. */
function circleAmong(ids: readonly string[], required: (id: string) => readonly string[]): string[] {
  let left = ids
  const within = (id: string) => required(id).filter((other) => left.includes(other))
  for (let before = 0; before !== left.length; ) {
    before = left.length
    left = left.filter((id) => within(id).length)
  }
  const path = left.slice(0, 1)
  for (;;) {
    const [next = ''] = within(path.at(-1) ?? '')
    const begin = path.indexOf(next)
    path.push(next)
    if (begin >= 0) return path.slice(begin)
  }
}
