import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import { arrange } from './arrange-views.ts'
import type { ViewsContract, ViewsService } from './contract.ts'
import { counts } from './count-views.ts'
import { create } from './create-view.ts'
import { get, list } from './list-views.ts'
import { tickets } from './tickets-of-view.ts'
import { remove, update } from './update-view.ts'

export const viewOperations = { list, get, create, update, remove, arrange, counts, tickets } satisfies OperationsOf<ViewsService>

const subject = 'viewId'
export const viewEvents = {
  'view.created': { subject, audience: 'staff', title: 'View saved' },
  'view.updated': { subject, audience: 'staff', title: 'View changed' },
  'view.removed': { subject, audience: 'staff', title: 'View removed' },
  'view.arranged': { subject: 'personId', audience: 'staff', title: 'Views put into order' },
} as const satisfies { readonly [E in keyof ViewsContract['events']]: EventSpec<ViewsContract['events'][E]> }
