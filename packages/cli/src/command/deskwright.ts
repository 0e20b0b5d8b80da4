import { defineCommand } from 'citty'
import manifest from '../../package.json' with { type: 'json' }

/** The command line; each command is loaded when it is asked for. */
export const deskwright = defineCommand({
  meta: { name: 'deskwright', version: manifest.version, description: 'The command line of Deskwright.' },
  subCommands: {
    demo: async () => (await import('./demo.ts')).demo,
    migrate: async () => (await import('./migrate.ts')).migrate,
    status: async () => (await import('./status.ts')).status,
    doctor: async () => (await import('./doctor.ts')).doctor,
    reindex: async () => (await import('./reindex.ts')).reindex,
    machine: async () => (await import('./machine.ts')).machine,
    openapi: async () => (await import('./openapi.ts')).openapi,
    export: async () => (await import('./export.ts')).exportCommand,
    import: async () => (await import('./import.ts')).importCommand,
    worker: async () => (await import('./worker.ts')).worker,
    grant: async () => (await import('./grant.ts')).grant,
  },
})
