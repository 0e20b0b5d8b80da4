import type { OperationsOf } from '../plugin/plugin-spec.ts'
import type { AttachmentsService } from './contract.ts'
import { download } from './download.ts'
import { link, linked } from './link.ts'
import { list } from './list.ts'

export const attachmentOperations = { list, download, link, linked } satisfies OperationsOf<AttachmentsService>
