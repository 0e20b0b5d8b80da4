import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import { KeyPage, type KeysContract, ListKeys } from './contract.ts'
import { expectKeeper, namedKeys, viewKey } from './key-rows.ts'

const { query } = forContract<KeysContract>()

export const list = query({
  route: 'GET /keys',
  summary: 'Keys of services, newest first, also those that have ended. None of them can be read again.',
  permission: 'key.manage',
  audience: 'staff',
  input: ListKeys,
  output: KeyPage,
  async run(work, input) {
    const context = contextOf(work)
    expectKeeper(context)
    const page = new Page(context, 'keys.list', input)
    let rows = namedKeys(context).orderBy('api_key.id', 'desc').limit(page.take)
    if (input.serviceId !== undefined) rows = rows.where('api_key.person_id', '=', input.serviceId)
    if (page.after) rows = rows.where('api_key.id', '<', String(page.after[0]))
    const found = await rows.execute()
    return page.of(found, ({ id }) => [id], found.map(viewKey))
  },
})
