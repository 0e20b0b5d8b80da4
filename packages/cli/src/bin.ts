#!/usr/bin/env node
import { defineCommand, runMain } from 'citty'
import manifest from '../package.json' with { type: 'json' }

const deskwright = defineCommand({
  meta: { name: 'deskwright', version: manifest.version, description: manifest.description },
})

await runMain(deskwright)
