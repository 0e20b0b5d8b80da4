import { about, type SeenBy } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import type { KbContract } from '../contract.ts'
import { type KbReader, type KbWork, kit } from '../kit.ts'
import { indexText, unindexTexts } from './index-text.ts'
import { INDEX_VERSION } from './weigh-text.ts'

const { command, query } = kit
const AT_ONCE = 50

const IndexState = Type.Object({
  isOutdated: about(Type.Boolean(), 'Texts are indexed as another version of the analysis read them'),
  isMissing: about(Type.Boolean(), 'A published text is not in the index, or another version of it is'),
  isStrange: about(Type.Boolean(), 'The index has a text that nobody can read'),
})
export interface IndexState extends Static<typeof IndexState> {}
const Renew = Type.Object({ fromScratch: Type.Optional(Type.Boolean()) })
export interface RenewIndex extends Static<typeof Renew> {}
const Renewed = Type.Object({ texts: Type.Integer(), isWhole: Type.Boolean() })
export interface RenewedIndex extends Static<typeof Renewed> {}

export interface IndexService {
  /** For the plugin itself: whether search finds what there is. */
  indexState(): Promise<IndexState>
  /** For the plugin itself: makes some texts of the index anew; `fromScratch`: empties it first. */
  renewIndex(input: RenewIndex): Promise<RenewedIndex>
}
export interface IndexEvents {
  'kb.index_renewed': { indexId: string; textCount: number }
}

/** Texts that are published, and indexed otherwise than they would be now. */
const stale = (db: KbReader) =>
  db
    .selectFrom('kb_translation')
    .leftJoin('kb_search_text', 'kb_search_text.translation_id', 'kb_translation.id')
    .where('kb_translation.published_version_id', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('kb_search_text.position', 'is', null),
        eb('kb_search_text.analysis_version', '<>', INDEX_VERSION),
        eb('kb_search_text.version_id', '<>', eb.ref('kb_translation.published_version_id')),
      ]),
    )
const strange = (db: KbReader) =>
  db
    .selectFrom('kb_search_text')
    .innerJoin('kb_translation', 'kb_translation.id', 'kb_search_text.translation_id')
    .select('kb_translation.id')
    .where('kb_translation.published_version_id', 'is', null)
const versionOf = async (db: KbReader): Promise<number | undefined> =>
  (await db.selectFrom('kb_search_state').select('analysis_version').executeTakeFirst())?.analysis_version

export const indexState = query({
  route: null,
  permission: 'kb.publish',
  audience: 'staff',
  output: IndexState,
  async run({ db }) {
    const isOutdated = (await versionOf(db)) !== INDEX_VERSION
    const [row] = isOutdated ? [] : await stale(db).select('kb_translation.id').limit(1).execute()
    return { isOutdated, isMissing: row !== undefined, isStrange: (await strange(db).limit(1).execute()).length > 0 }
  },
})

export const renewIndex = command({
  route: null,
  permission: 'kb.publish',
  audience: 'staff',
  input: Renew,
  output: Renewed,
  async run(work, { fromScratch = false }) {
    if (fromScratch) await clear(work)
    const gone = await strange(work.db).limit(AT_ONCE).execute()
    const rows = await stale(work.db).selectAll('kb_translation').orderBy('kb_translation.id').limit(AT_ONCE).execute()
    const isWhole = rows.length < AT_ONCE && gone.length < AT_ONCE
    if (isWhole && !rows.length && !gone.length && (await versionOf(work.db)) === INDEX_VERSION) return { texts: 0, isWhole }
    await work.change('kb.index_renewed', { indexId: work.newId(), textCount: rows.length }, async (db) => {
      if (gone.length)
        await unindexTexts(
          db,
          gone.map(({ id }) => id),
        )
      for (const row of rows) {
        // Under the lock of the index: whoever publishes it meanwhile waits, or was waited for.
        await unindexTexts(db, [row.id])
        const present = await db.selectFrom('kb_translation').selectAll().where('id', '=', row.id).executeTakeFirst()
        if (!present || present.published_version_id === null) continue
        const version = await db.selectFrom('kb_version').selectAll().where('id', '=', present.published_version_id).executeTakeFirst()
        if (version) await indexText(db, present, version)
      }
      if (isWhole) await db.updateTable('kb_search_state').set({ analysis_version: INDEX_VERSION }).where('id', '=', 'search').execute()
    })
    return { texts: rows.length, isWhole }
  },
})

/** Counts of words as well, which say how rare one is: what was taken out by hand has left them too high. */
async function clear(work: KbWork): Promise<void> {
  await work.change('kb.index_renewed', { indexId: work.newId(), textCount: 0 }, async (db) => {
    await db.updateTable('kb_search_state').set({ analysis_version: 0 }).where('id', '=', 'search').execute()
    await db.deleteFrom('kb_search_text').execute()
    await db.deleteFrom('kb_search_word').execute()
    await db.deleteFrom('kb_search_variant').execute()
  })
}

/** Until all is right, in steps. Gives how many texts were made anew. */
export async function renewAll(
  { kb }: Pick<SeenBy<KbContract>, 'kb'>,
  { fromScratch, signal }: { readonly fromScratch: boolean; readonly signal?: AbortSignal },
): Promise<number> {
  let count = 0
  for (let isFirst = true; !signal?.aborted; isFirst = false) {
    const { texts, isWhole } = await kb.renewIndex(fromScratch && isFirst ? { fromScratch } : {})
    count += texts
    if (isWhole) break
  }
  return count
}

/** What `doctor` hears, and what `reindex` does; the worker renews what another version of the analysis has made by itself. */
export const upkeep = {
  async check({ kb }: Pick<SeenBy<KbContract>, 'kb'>) {
    const { isOutdated, isMissing, isStrange } = await kb.indexState()
    const finding = (severity: 'error' | 'warning', code: string, message: string) => ({ severity, code, message })
    return [
      ...(isOutdated
        ? [
            finding(
              'warning',
              'kb.search_outdated',
              'Articles are indexed as another version read them. The worker renews that; or run deskwright reindex.',
            ),
          ]
        : []),
      ...(isMissing
        ? [finding('error', 'kb.search_missing', "A published article can't be found by search. Run deskwright reindex.")]
        : []),
      ...(isStrange ? [finding('error', 'kb.search_stranger', 'Search has an article that nobody can read. Run deskwright reindex.')] : []),
    ]
  },
  renew: renewAll,
}
