#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { CannotCreate, createPlugin } from './create-plugin.ts'
import { nextSteps } from './next-steps.ts'

const [id, folder, ...rest] = process.argv.slice(2)
if (id === '--version') console.log(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version)
else if (id === undefined || id.startsWith('-') || rest.length > 0) {
  console.error('Usage: create-plugin <id> [folder], such as: create-plugin loans')
  process.exitCode = 2
} else
  try {
    console.log(nextSteps(await createPlugin({ id, ...(folder === undefined ? {} : { folder }) })))
  } catch (error) {
    if (!(error instanceof CannotCreate)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
