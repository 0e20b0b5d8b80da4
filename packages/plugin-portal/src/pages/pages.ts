import type { PortalPage } from '../shell/context.ts'
import { approval } from './approval-part.ts'
import { colleagues } from './colleagues.ts'
import { ask, asked, leave, useLink } from './enter.ts'
import { home } from './home.ts'
import { linked } from './linked.ts'
import { myData, myDataFile } from './my-data.ts'
import { newChoice } from './new-choice.ts'
import { newByEntry, newByType } from './new-request.ts'
import { request } from './request.ts'
import { requests } from './requests.ts'
import { settings } from './settings.ts'

/** The portal's own pages; everybody else's come from their plugins. */
export const pages: readonly PortalPage[] = [
  home,
  requests,
  request,
  newChoice,
  newByType,
  newByEntry,
  approval,
  colleagues,
  settings,
  ask,
  asked,
  useLink,
  leave,
  linked,
  myData,
  myDataFile,
]
