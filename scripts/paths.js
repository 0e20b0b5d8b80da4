import { fileURLToPath } from 'node:url'

/** The root of the repository, wherever the command was given. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** What these scripts remember between two runs. It lies in node_modules, so that deleting that folder forgets it too. */
export const memory = fileURLToPath(new URL('../node_modules/.deskwright/', import.meta.url))
