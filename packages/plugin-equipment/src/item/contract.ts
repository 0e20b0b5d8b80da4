import type { Bytes } from '@deskwright/core'
import type { HistoryPage, ItemHistory } from '../history/schemas.ts'
import type { Removed } from '../schemas.ts'
import type {
  AddFile,
  ChangeStatus,
  CreateItem,
  FileById,
  Item,
  ItemById,
  ItemFile,
  ItemFiles,
  ItemPage,
  ListItems,
  MoveItem,
  ScanLabel,
  UpdateItem,
} from './schemas.ts'

export interface ItemService {
  /** Equipment that the caller may see, newest first. */
  items(input: ListItems): Promise<ItemPage>
  /** Throws `equipment.item_not_found`. */
  item(input: ItemById): Promise<Item>
  /** What a label belongs to; for whoever may not see it there is no such label. */
  scan(input: ScanLabel): Promise<Item>
  /** Throws `equipment.number_taken`, `equipment.attributes_invalid`, `equipment.other_company`, `equipment.model_kind`. */
  createItem(input: CreateItem): Promise<Item>
  /** Company and place change by `moveItem`, the status by `changeStatus`. Throws also `equipment.version_stale`. */
  updateItem(input: UpdateItem): Promise<Item>
  /** To another place, or to another company; what is inside moves along. Throws `equipment.already_inside` for a part. */
  moveItem(input: MoveItem): Promise<Item>
  /** Throws `equipment.status_step`. */
  changeStatus(input: ChangeStatus): Promise<Item>
  /** Takes out an item that was entered by mistake. Throws `equipment.in_use` once anything refers to it: retire it then. */
  removeItem(input: ItemById): Promise<Removed>
  /** Everything with an item: tickets, moves, changes, parts; newest first, and only what the caller may see. */
  itemHistory(input: ItemHistory): Promise<HistoryPage>
  files(input: ItemById): Promise<ItemFiles>
  /** Keeps a staged file with the item. */
  addFile(input: AddFile): Promise<ItemFile>
  removeFile(input: FileById): Promise<Removed>
  file(input: FileById): Promise<Bytes>
}

export interface ItemEvents {
  'equipment.item_added': { itemId: string; companyId: string | null }
  /** Which fields; values are in the history of the item. */
  'equipment.item_changed': { itemId: string; fields: readonly string[] }
  'equipment.item_moved': {
    itemId: string
    fromCompanyId: string | null
    companyId: string | null
    fromObjectId: string | null
    objectId: string | null
  }
  'equipment.status_changed': { itemId: string; from: string; to: string }
  'equipment.item_removed': { itemId: string }
  'equipment.file_added': { itemId: string; itemFileId: string }
  'equipment.file_removed': { itemId: string; itemFileId: string }
}
