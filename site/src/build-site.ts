import { mkdir, rm } from 'node:fs/promises'
import { build } from 'vitepress'
import { httpReference, unknownShapes } from './http-reference.ts'
import { libraryReference } from './library-reference.ts'
import { writeForPrograms } from './llms.ts'
import { dist, pages, site } from './places.ts'
import { stagePages } from './stage-pages.ts'
import { wholeDocument } from './whole-desk.ts'

/** Builds the site from the guides, decisions and error pages, and from what the program says of itself. A link that leads nowhere fails. */
export async function buildSite(): Promise<number> {
  for (const folder of [pages, dist]) await rm(folder, { recursive: true, force: true })
  await mkdir(pages, { recursive: true })
  const document = wholeDocument()
  const missing = unknownShapes(document)
  if (missing.length) throw new Error(`The document refers to shapes that it does not describe: ${missing.join(', ')}.`)
  const written = [...(await stagePages()), ...(await httpReference(document)), ...(await libraryReference())]
  await build(site)
  await writeForPrograms(written)
  return written.length
}
