import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { Code, Id, Instant, Line, NextCursor, nullable, pageInput, staffOnly, Version } from '../value/schema.ts'
import { Texts, TextsView } from './texts.ts'

const AudienceName = Type.Union([Type.Literal('staff'), Type.Literal('both')])
export const MOST_ITEMS = 200

const ChecklistItemView = Type.Object(
  {
    id: Id,
    /** In the reader's language, where it is there. */
    text: Type.String(),
    isDone: Type.Boolean(),
    doneBy: staffOnly(nullable(Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }))),
    doneAt: nullable(Instant),
  },
  { title: 'ChecklistItem' },
)
export const ChecklistView = Type.Object(
  {
    id: Id,
    ticketId: Id,
    title: Type.String(),
    audience: staffOnly(AudienceName),
    items: Type.Array(ChecklistItemView),
    createdAt: Instant,
  },
  { title: 'Checklist' },
)
export interface ChecklistView extends Static<typeof ChecklistView> {}
export const ChecklistList = Type.Object({ items: Type.Array(ChecklistView) }, { title: 'ChecklistList' })
export interface ChecklistList extends Static<typeof ChecklistList> {}
export const ListChecklists = Type.Object({ ticketId: Id })
export interface ListChecklists extends Static<typeof ListChecklists> {}

const checklistId = Id
const item = { checklistId, itemId: Id }
export const CreateChecklist = Type.Object({
  ticketId: Id,
  title: Line,
  /** Whether customers of the ticket see it. Said every time, and never changed. */
  audience: AudienceName,
  items: Type.Optional(Type.Array(Line, { maxItems: MOST_ITEMS })),
  expectedVersion: Type.Optional(Version),
})
export interface CreateChecklist extends Static<typeof CreateChecklist> {}
export const CopyTemplate = Type.Object({ ticketId: Id, templateId: Id, expectedVersion: Type.Optional(Version) })
export interface CopyTemplate extends Static<typeof CopyTemplate> {}
export const RenameChecklist = Type.Object({ checklistId, title: Line })
export interface RenameChecklist extends Static<typeof RenameChecklist> {}
export const ChecklistById = Type.Object({ checklistId })
export interface ChecklistById extends Static<typeof ChecklistById> {}
export const AddItem = Type.Object({
  checklistId,
  text: Line,
  /** Where; at the end unless told. */
  beforeItemId: Type.Optional(Id),
})
export interface AddItem extends Static<typeof AddItem> {}
export const EditItem = Type.Object({ ...item, text: Line })
export interface EditItem extends Static<typeof EditItem> {}
export const ItemById = Type.Object({ ...item })
export interface ItemById extends Static<typeof ItemById> {}
export const ArrangeItems = Type.Object({ checklistId, itemIds: Type.Array(Id, { maxItems: MOST_ITEMS }) })
export interface ArrangeItems extends Static<typeof ArrangeItems> {}

export const ChecklistTemplateView = Type.Object(
  {
    id: Id,
    titles: TextsView,
    items: Type.Array(TextsView),
    /** Of which ticket type and team; null: of all. */
    type: nullable(Code),
    teamId: nullable(Id),
    audience: AudienceName,
    isActive: Type.Boolean(),
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'ChecklistTemplate' },
)
export interface ChecklistTemplateView extends Static<typeof ChecklistTemplateView> {}
export const ChecklistTemplatePage = Type.Object(
  { items: Type.Array(ChecklistTemplateView), nextCursor: NextCursor },
  { title: 'ChecklistTemplatePage' },
)
export interface ChecklistTemplatePage extends Static<typeof ChecklistTemplatePage> {}
export const CreateTemplate = Type.Object({
  titles: Texts,
  items: Type.Array(Texts, { minItems: 1, maxItems: MOST_ITEMS }),
  type: Type.Optional(nullable(Code)),
  teamId: Type.Optional(nullable(Id)),
  audience: AudienceName,
})
export interface CreateTemplate extends Static<typeof CreateTemplate> {}
export const UpdateTemplate = Type.Object({
  templateId: Id,
  titles: Type.Optional(Texts),
  items: Type.Optional(Type.Array(Texts, { minItems: 1, maxItems: MOST_ITEMS })),
  type: Type.Optional(nullable(Code)),
  teamId: Type.Optional(nullable(Id)),
  audience: Type.Optional(AudienceName),
  isActive: Type.Optional(Type.Boolean()),
  expectedVersion: Type.Optional(Version),
})
export interface UpdateTemplate extends Static<typeof UpdateTemplate> {}
export const TemplateById = Type.Object({ templateId: Id })
export interface TemplateById extends Static<typeof TemplateById> {}
export const ListTemplates = Type.Object({
  ...pageInput,
  /** Those that fit a ticket of this type, or of this team. */
  type: Type.Optional(Code),
  teamId: Type.Optional(Id),
  /** Also those that are no longer used. */
  withInactive: Type.Optional(Type.Boolean()),
})
export interface ListTemplates extends Static<typeof ListTemplates> {}

export interface ChecklistsService {
  /** The checklists of a ticket with their items, in order. */
  list(input: ListChecklists): Promise<ChecklistList>
  create(input: CreateChecklist): Promise<ChecklistView>
  /** Copies a template onto a ticket: what becomes of the template later changes nothing here. */
  copyTemplate(input: CopyTemplate): Promise<ChecklistView>
  rename(input: RenameChecklist): Promise<ChecklistView>
  /** Removes a checklist with its items. */
  remove(input: ChecklistById): Promise<ChecklistList>
  addItem(input: AddItem): Promise<ChecklistView>
  /** Rewords what is not done yet. */
  editItem(input: EditItem): Promise<ChecklistView>
  removeItem(input: ItemById): Promise<ChecklistView>
  /** All items of the checklist in their new order. */
  arrangeItems(input: ArrangeItems): Promise<ChecklistView>
  /** Of many at once the first is who did it; the others find it done. */
  check(input: ItemById): Promise<ChecklistView>
  uncheck(input: ItemById): Promise<ChecklistView>
  templates(input: ListTemplates): Promise<ChecklistTemplatePage>
  template(input: TemplateById): Promise<ChecklistTemplateView>
  createTemplate(input: CreateTemplate): Promise<ChecklistTemplateView>
  updateTemplate(input: UpdateTemplate): Promise<ChecklistTemplateView>
}

interface OfChecklist {
  ticketId: string
  checklistId: string
}
interface OfItem extends OfChecklist {
  itemId: string
}
export interface ChecklistsContract {
  id: 'checklists'
  service: ChecklistsService
  permissions: 'ticket.edit_checklist' | 'ticket.check_item' | 'checklist.manage'
  events: {
    'checklist.added': OfChecklist & { templateId: string | null }
    'checklist.renamed': OfChecklist
    'checklist.removed': OfChecklist
    'checklist.arranged': OfChecklist
    'checklist.item_added': OfItem
    'checklist.item_edited': OfItem
    'checklist.item_removed': OfItem
    'checklist.item_checked': OfItem
    'checklist.item_unchecked': OfItem
    'checklist.template_created': { templateId: string }
    'checklist.template_updated': { templateId: string; fields: readonly string[] }
  }
  tables: CoreTables
}
