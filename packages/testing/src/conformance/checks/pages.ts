import type { Check } from '../check.ts'
import { type Finding, finding, reasonOf } from '../finding.ts'
import { pageView } from '../page-view.ts'

export const rendersItsPages: Check = {
  id: 'pages',
  title: 'renders its pages and panels for those they are for',
  async run(subject) {
    const { world } = await subject.exercised()
    const { test, players, ticketId } = world
    const findings: Finding[] = []
    for (const page of subject.plugin.pages ?? []) {
      const readers =
        page.audience === 'staff'
          ? (['worker'] as const)
          : page.audience === 'customer'
            ? (['buyer'] as const)
            : (['worker', 'buyer'] as const)
      // Which thing a page of one thing shows, only its plugin knows: one that there is not is what its tests have to say something about.
      if (/\/:(?!ticketId)/.test(page.path)) continue
      for (const reader of readers) {
        const { person, options } = players[reader]
        try {
          const drawn: unknown = await page.render(
            test.desk.as(person, options) as never,
            pageView(subject.id, test.desk.texts, { ticketId }),
          )
          if (!isHtml(drawn) && !(page.slot !== 'page' && drawn === null))
            findings.push(
              finding(
                `page ${page.path}`,
                `The page '${page.path}' of '${subject.id}' is no Html. Write it with html\`…\` of @deskwright/page, which escapes.`,
              ),
            )
        } catch (error) {
          findings.push(
            finding(
              `page ${page.path}`,
              `The page '${page.path}' of '${subject.id}' can't be rendered for ${reader === 'worker' ? 'staff' : 'customers'}: ${reasonOf(error)}.`,
            ),
          )
        }
      }
    }
    return findings
  },
}

const isHtml = (drawn: unknown): boolean => {
  if (typeof drawn !== 'object' || drawn === null) return false
  // In place of a page: bytes to be kept, which no browser draws.
  if ('file' in drawn) return typeof drawn.file === 'object' && drawn.file !== null && 'body' in drawn.file
  if ('title' in drawn && 'body' in drawn) return typeof drawn.title === 'string' && isHtml(drawn.body)
  return '~html' in drawn && typeof drawn['~html'] === 'string'
}
