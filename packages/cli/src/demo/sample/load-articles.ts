import type { Desk } from '@deskwright/core'
import type { KbContract } from '@deskwright/plugin-kb'
import { everyItem } from '../../every-item.ts'
import { externalIdOf } from '../../population/population.ts'
import { sampleArticles, sampleCategoryKey } from './sample-articles.ts'

const REASON = 'sample articles'

/**
 * The articles of the sample, imported like anybody's folder of Markdown: whole or not at all. A desk that has their category has had them, and
 * keeps what became of them. Returns how many articles were added.
 */
export async function loadArticles(desk: Desk<KbContract>): Promise<number> {
  const { kb, people, access } = desk.system(REASON)
  const { items } = await kb.categories()
  if (items.some(({ key }) => key === sampleCategoryKey('devices'))) return 0
  for await (const { externalId, id: personId } of everyItem((place) => people.list(place))) {
    if (externalId === externalIdOf('admin')) await access.grant({ personId, roleId: 'kb.manager', scope: 'all' })
    if (externalId === externalIdOf('supervisor')) await access.grant({ personId, roleId: 'kb.editor', scope: 'all' })
  }
  const { created, faults } = await kb.importArticles({ files: [...sampleArticles] })
  const [fault] = faults
  if (fault) throw new Error(`${fault.path}: ${fault.message}`)
  return created
}
