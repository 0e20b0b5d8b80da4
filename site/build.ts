// Builds the site into site/dist: `npm run site`. SITE_BASE is where it will be served, `/` unless told.
import { buildSite } from './src/build-site.ts'

const pages = await buildSite()
console.log(`${pages} pages in site/dist.`)
