import type { Desk } from '@deskwright/core'
import type { KbContract } from '@deskwright/plugin-kb'
import { everyItem } from '../../every-item.ts'
import { externalIdOf } from '../../population/population.ts'
import { printerPicture } from './printer-picture.ts'
import { printerTexts, sampleArticles, sampleCategoryKey } from './sample-articles.ts'

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
  await showPrinter(desk.system(REASON))
  return created
}

/** A picture in the article about the printer, in every language: readers get it because a text that they may read shows it. */
async function showPrinter({ kb, files }: ReturnType<Desk<KbContract>['system']>): Promise<void> {
  const { items } = await kb.sheets({ limit: 200 })
  const [{ title } = { title: '' }] = printerTexts('')
  const articleId = items.find(({ translations }) => translations.some((text) => text.title === title))?.id
  if (articleId === undefined) return
  const { id } = await files.stage({ name: 'printer.png', body: printerPicture() })
  const { id: fileId } = await kb.attachFile({ articleId, fileId: id })
  for (const text of printerTexts(fileId)) {
    await kb.write({ articleId, ...text, note: 'With a picture' })
    await kb.publish({ articleId, language: text.language })
  }
}
