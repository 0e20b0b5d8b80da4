import { createHash } from 'node:crypto'
import { slugOf } from '../article/slug.ts'
import type { AudienceInput } from '../audience/audience.ts'
import type { Category } from '../category/schemas.ts'
import type { KbWork } from '../kit.ts'
import type { ReadCategory } from './read-file.ts'

/** Writes the folders as categories, from above; gives the category of each. A folder that can't be one is noted, and what is in it left. */
export async function importCategories(
  work: KbWork,
  folders: readonly (readonly string[])[],
  said: ReadonlyMap<string, ReadCategory>,
  note: (path: string, error: unknown) => void,
  onChange: () => void,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  const present = new Map((await work.desk.kb.categories()).items.map((category) => [category.key, category]))
  for (const folder of folders) {
    const place = folder.join('/')
    const parentId = ids.get(folder.slice(0, -1).join('/'))
    if (folder.length > 1 && parentId === undefined) continue
    const category = said.get(place)
    try {
      const key = category?.key ?? keyOf(folder.at(-1) ?? '')
      const known = present.get(key)
      const saved = known
        ? await updated(work, known, category, parentId ?? null, onChange)
        : await created(work, key, folder.at(-1) ?? key, category, parentId, onChange)
      ids.set(place, saved.id)
      present.set(key, saved)
    } catch (error) {
      note(category?.path ?? `${place}/`, error)
    }
  }
  return ids
}

/** A folder's name as a key; one in another script is told by a hash, and its name is the title. */
function keyOf(name: string): string {
  const plain = slugOf(name)
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(plain) && plain.length <= 60
    ? plain
    : `folder-${createHash('sha256').update(name.normalize('NFC')).digest('hex').slice(0, 12)}`
}

async function created(
  work: KbWork,
  key: string,
  name: string,
  said: ReadCategory | undefined,
  parentId: string | undefined,
  onChange: () => void,
): Promise<Category> {
  const texts = said?.texts.length ? [...said.texts] : [{ language: work.caller.deskLanguage, title: name }]
  const saved = await work.desk.kb.createCategory({ key, texts, ...settingsOf(said), ...(parentId === undefined ? {} : { parentId }) })
  onChange()
  return saved
}

async function updated(
  work: KbWork,
  known: Category,
  said: ReadCategory | undefined,
  parentId: string | null,
  onChange: () => void,
): Promise<Category> {
  let category = known
  if (known.parentId !== parentId) {
    category = await work.desk.kb.moveCategory({ categoryId: known.id, parentId })
    onChange()
  }
  if (!said || isSame(category, said)) return category
  onChange()
  const texts = said.texts.length ? { texts: [...said.texts] } : {}
  return work.desk.kb.updateCategory({ categoryId: known.id, ...settingsOf(said), ...texts })
}

const settingsOf = (said: ReadCategory | undefined) => ({
  ...(said?.audience ? { audience: said.audience } : {}),
  ...(said?.approval ? { approval: said.approval } : {}),
  ...(said?.reviewDays === undefined ? {} : { reviewDays: said.reviewDays }),
})

function isSame(category: Category, said: ReadCategory): boolean {
  const texts = (list: readonly { language: string; title: string; description?: string }[] = []): string =>
    JSON.stringify(list.map(({ language, title, description = '' }) => [language, title, description]).sort())
  return (
    (!said.texts.length || texts(category.texts) === texts(said.texts)) &&
    (said.audience === undefined || (category.audience !== undefined && isSameAudience(category.audience, said.audience))) &&
    (said.approval === undefined || said.approval === category.approval) &&
    (said.reviewDays === undefined || said.reviewDays === category.reviewDays)
  )
}

export function isSameAudience(one: AudienceInput, other: AudienceInput): boolean {
  const told = ({ kind, companyIds = [], teamIds = [] }: AudienceInput): string =>
    JSON.stringify([kind, [...companyIds].sort(), [...teamIds].sort()])
  return told(one) === told(other)
}
