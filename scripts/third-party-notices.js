import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const packageOf = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//

/** The licences of all packages that files of `inputs` come from. Throws for a package that has none: then it can't be carried. */
export function thirdPartyNotices(inputs) {
  const folders = new Set(inputs.flatMap((input) => packageOf.exec(input.replaceAll('\\', '/'))?.[1] ?? []))
  const notices = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((one) => /^licen[cs]e(\.(md|txt))?$/i.test(one))
    if (!file || !existsSync(join(folder, file))) throw new Error(`${name} has no licence file, so it can't be carried`)
    return { name, text: `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n` }
  })
  notices.sort((a, b) => (a.name < b.name ? -1 : 1))
  return notices.map(({ text }) => text).join(`\n${'-'.repeat(80)}\n\n`)
}
