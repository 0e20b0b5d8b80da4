// Runs inside `npx --package=…` and tells where the fetched tools are.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'

const pnpm = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, '..', 'pnpm', 'bin', 'pnpm.mjs'))
  .find((path) => existsSync(path))

console.log(JSON.stringify({ node: process.execPath, version: process.versions.node, pnpm: pnpm ?? '' }))
