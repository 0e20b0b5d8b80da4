import { fileURLToPath } from 'node:url'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export const root = here('../..')
export const docs = here('../../docs')
export const site = here('..')
/** What the site is built from: written by each build, never by hand. */
export const pages = here('../pages')
/** What is served. */
export const dist = here('../dist')
