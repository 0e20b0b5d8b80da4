import type { CallContext } from '../operation/unit-of-work.ts'
import { linkRows } from './link-rows.ts'

const MOST = 200

/** How many tickets that this one caused are still open, of those that the actor sees; counts to as many as can be resolved with it. */
export async function openIncidents(context: CallContext, ticketId: string): Promise<number> {
  const rows = await linkRows(context, ticketId, 'causes').where('ticket.is_open', '=', true).limit(MOST).execute()
  return rows.length
}
