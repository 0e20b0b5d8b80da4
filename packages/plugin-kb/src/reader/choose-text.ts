import type { KbReader, KbReading } from '../kit.ts'
import { bestLanguage } from '../language/best-language.ts'

/** A published text of an article. */
export interface PublishedText {
  readonly translation_id: string
  readonly article_id: string
  readonly language: string
  readonly slug: string
  readonly published_at: string
  readonly version_id: string
  readonly sequence: number
  readonly title: string
  readonly summary: string
  /** Of the version in the primary language that it was made from. */
  readonly source_sequence: number | null
}

/** What readers may get of these articles, whose readability was asked for before. */
export async function publishedTexts(db: KbReader, articleIds: readonly string[]): Promise<PublishedText[]> {
  if (!articleIds.length) return []
  const rows = await db
    .selectFrom('kb_translation')
    .innerJoin('kb_version', 'kb_version.id', 'kb_translation.published_version_id')
    .leftJoin('kb_version as source', 'source.id', 'kb_translation.published_source_version_id')
    .select([
      'kb_translation.id as translation_id',
      'kb_translation.article_id',
      'kb_translation.language',
      'kb_translation.slug',
      'kb_translation.published_at',
      'kb_version.id as version_id',
      'kb_version.sequence',
      'kb_version.title',
      'kb_version.summary',
      'source.sequence as source_sequence',
    ])
    .where('kb_translation.article_id', 'in', articleIds)
    .orderBy('kb_translation.language')
    .execute()
  return rows.map((row) => ({ ...row, slug: row.slug ?? '', published_at: row.published_at ?? '' }))
}

/** The reader's language, the desk's, the primary one, any: what was asked for comes first. */
export function chooseText(
  { caller }: Pick<KbReading, 'caller'>,
  texts: readonly PublishedText[],
  primaryLanguage: string,
  asked: readonly string[] = [],
): PublishedText | undefined {
  const best = bestLanguage(
    [...asked, ...caller.languages, primaryLanguage],
    texts.map(({ language }) => language),
  )
  return texts.find(({ language }) => language === best) ?? texts[0]
}

/** Whether the primary language has a newer text that readers can see. */
export function isOutdated(text: PublishedText, texts: readonly PublishedText[], primaryLanguage: string): boolean {
  if (text.language === primaryLanguage) return false
  const primary = texts.find(({ language }) => language === primaryLanguage)
  return primary !== undefined && primary.sequence > (text.source_sequence ?? 0)
}
