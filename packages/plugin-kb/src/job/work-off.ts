import type { SeenBy } from '@deskwright/core'
import type { KbContract } from '../contract.ts'
import { renewAll } from '../search/index-state.ts'

/** What somebody was quicker at, or took back meanwhile, is no fault of the job. */
const isSettled = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  ['kb.changed', 'kb.wrong_state', 'kb.not_due', 'kb.article_not_found'].includes(String(error.code))

/** Publishes what is due, each in a transaction of its own, and reminds of what is to be looked at again. The next run takes the rest. */
export async function workOff(desk: SeenBy<KbContract>): Promise<void> {
  const { translationIds, articleIds } = await desk.kb.due()
  let failure: unknown
  const each = async (ids: readonly string[], one: (id: string) => Promise<unknown>): Promise<void> => {
    for (const id of ids)
      await one(id).catch((error: unknown) => {
        // One that can't be published must not keep the others waiting.
        if (!isSettled(error)) failure ??= error
      })
  }
  await each(translationIds, (translationId) => desk.kb.publishDue({ translationId }))
  await each(articleIds, (articleId) => desk.kb.remind({ articleId }))
  const { isOutdated } = await desk.kb.indexState()
  if (isOutdated) await renewAll(desk, { fromScratch: false })
  if (failure) throw failure
}
