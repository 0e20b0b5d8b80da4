import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.js'

/** Every package that is published: `{ name, folder, manifest }`, in the order of their names. */
export function publishedPackages() {
  const folder = join(root, 'packages')
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'package.json')))
    .map((path) => {
      const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
      return { name: manifest.name, folder: path, manifest }
    })
    .filter(({ manifest }) => !manifest.private)
}

/** A package and those of the workspace that it needs at run time. */
export function withDependencies(name, packages = publishedPackages()) {
  const found = new Map()
  const add = (wanted) => {
    const one = packages.find((candidate) => candidate.name === wanted)
    if (!one || found.has(wanted)) return
    found.set(wanted, one)
    for (const dependency of Object.keys(one.manifest.dependencies ?? {})) add(dependency)
  }
  add(name)
  return [...found.values()]
}

/** The JavaScript file behind a command of a root dependency: run by Node itself it needs no shell on Windows. */
export function bin(packageName, command = packageName.split('/').at(-1)) {
  const folder = join(root, 'node_modules', packageName)
  const { bin: entries } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof entries === 'string' ? entries : entries[command])
}

/** What can be imported of a package, as a program outside would write it: `@deskwright/core`, `@deskwright/core/express`, … */
export function libraryEntries(manifest) {
  return Object.entries(manifest.exports ?? {})
    .filter(([, target]) => typeof target === 'object')
    .map(([path]) => manifest.name + path.slice(1))
}
