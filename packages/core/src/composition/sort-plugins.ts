import { coreError } from '../error/core-errors.ts'
import type { InstalledPlugin } from '../plugin/plugin-spec.ts'
import type { Faults } from './fault.ts'

/**
 * Plugins in the order in which their hooks run and their tables are made: each after what it requires, and after what it uses
 * where that is possible without a circle. Among equals the order of the list given stays.
 */
export function sortPlugins(plugins: readonly InstalledPlugin[], faults: Faults): InstalledPlugin[] {
  const byId = new Map(plugins.map((plugin) => [plugin.id, plugin]))
  for (const plugin of plugins)
    for (const required of Object.keys(plugin.requires ?? {}))
      if (!byId.has(required)) faults.add(coreError('plugin.missing', { plugin: plugin.id, required }))
  const sorted: InstalledPlugin[] = []
  const done = new Set<string>()
  const visit = (plugin: InstalledPlugin, path: readonly string[], needed: boolean): void => {
    if (done.has(plugin.id)) return
    if (path.includes(plugin.id)) {
      // A circle of uses is no fault: two plugins may know of each other. Only what is required must be there first.
      if (needed) faults.add(coreError('plugin.cycle', { plugins: [...path.slice(path.indexOf(plugin.id)), plugin.id].join(' → ') }))
      return
    }
    const next = [...path, plugin.id]
    for (const id of Object.keys(plugin.requires ?? {})) visitId(id, next, true)
    for (const id of Object.keys(plugin.uses ?? {})) visitId(id, next, false)
    if (done.has(plugin.id)) return
    done.add(plugin.id)
    sorted.push(plugin)
  }
  const visitId = (id: string, path: readonly string[], needed: boolean): void => {
    const plugin = byId.get(id)
    if (plugin) visit(plugin, path, needed)
  }
  for (const plugin of plugins) visit(plugin, [], true)
  return sorted
}
