import { isDeskError } from '../error/desk-error.ts'
import { asProgram } from '../operation/as-program.ts'
import type { Caller } from '../operation/caller.ts'
import type { Runtime } from '../operation/runtime.ts'
import { endEarly } from './bulk-rows.ts'
import { isRefusal, performBulk } from './perform-bulk.ts'

/** The desk's own job: begins a bulk that was asked for without waiting, and ends one that a process was killed in. As its caller, with what they may now. */
export async function resumeBulk(runtime: Runtime, bulkId: string): Promise<void> {
  const row = await runtime.store.read(({ db }) =>
    db.selectFrom('bulk').select(['state', 'caller_json']).where('id', '=', bulkId).executeTakeFirst(),
  )
  if (row?.state !== 'running') return
  try {
    await performBulk({ runtime, source: runtime.store, caller: row.caller_json as Caller }, bulkId)
  } catch (error) {
    if (!isRefusal(error) || !isDeskError(error)) throw error
    await asProgram(runtime, 'bulk of a caller who may no longer', (context) =>
      context.unit.change(context, 'bulk.finished', { bulkId }, () => endEarly(context, bulkId, 'done', error)),
    )
  }
}
