import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

export interface Bundled {
  readonly script: URL
  remove(): Promise<void>
}

/**
 * A script with everything it imports in one file of plain JavaScript: starting it takes a seventh of the processor's time, and a test that
 * kills hundreds of processes is mostly starting them. Drivers stay outside, so the file lies where they are found.
 */
export async function bundled(script: URL): Promise<Bundled> {
  const near = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))
  await mkdir(near, { recursive: true })
  const folder = await mkdtemp(join(near, 'bundled-'))
  const name = basename(fileURLToPath(script), '.ts')
  await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: ['development'] },
    ssr: { noExternal: true, external: ['better-sqlite3', 'pg', 'pg-boss'], resolve: { conditions: ['development'] } },
    build: {
      ssr: fileURLToPath(script),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'node22',
      rolldownOptions: { output: { entryFileNames: `${name}.mjs`, codeSplitting: false } },
    },
  })
  return { script: pathToFileURL(join(folder, `${name}.mjs`)), remove: () => rm(folder, { recursive: true, force: true }) }
}
