import type { Check } from '../check.ts'
import { type Finding, finding, reasonOf } from '../finding.ts'

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
      for (const reader of readers) {
        const { person, options } = players[reader]
        try {
          const html: unknown = await page.render(test.desk.as(person, options) as never, { ticketId })
          if (typeof html !== 'object' || html === null || typeof (html as { '~html'?: unknown })['~html'] !== 'string')
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
