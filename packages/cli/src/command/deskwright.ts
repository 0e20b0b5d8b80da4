import { defineCommand } from 'citty'
import manifest from '../../package.json' with { type: 'json' }

/** The command line; each command is loaded when it is asked for. */
export const deskwright = defineCommand({
  meta: { name: 'deskwright', version: manifest.version, description: 'The command line of Deskwright.' },
  subCommands: {
    demo: async () => (await import('./demo.ts')).demo,
    init: async () => (await import('./init.ts')).init,
    'create-plugin': async () => (await import('./create-plugin.ts')).createPlugin,
    migrate: async () => (await import('./migrate.ts')).migrate,
    status: async () => (await import('./status.ts')).status,
    doctor: async () => (await import('./doctor.ts')).doctor,
    info: async () => (await import('./info.ts')).info,
    reindex: async () => (await import('./reindex.ts')).reindex,
    machine: async () => (await import('./machine.ts')).machine,
    openapi: async () => (await import('./openapi.ts')).openapi,
    client: async () => (await import('./client.ts')).client,
    export: async () => (await import('./export.ts')).exportCommand,
    import: async () => (await import('./import.ts')).importCommand,
    worker: async () => (await import('./worker.ts')).worker,
    grant: async () => (await import('./grant.ts')).grant,
  },
})
