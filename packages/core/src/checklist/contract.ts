import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { about, Code, ExpectedVersion, Id, Instant, Line, NextCursor, nullable, pageInput, staffOnly, Version } from '../value/schema.ts'
import { Texts, TextsView } from './texts.ts'

const AudienceName = Type.Union([Type.Literal('staff'), Type.Literal('both')])
export const MOST_ITEMS = 200

const ChecklistItemView = Type.Object(
  {
    id: Id,
    text: about(Type.String(), 'In the reader’s language, where it is there'),
    isDone: about(Type.Boolean(), 'It is done'),
    doneBy: staffOnly(
      about(
        nullable(
          Type.Object({
            kind: about(Type.String(), '`person`, `plugin` or `system`'),
            id: about(Type.String(), 'Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know'),
            name: about(Type.String(), 'As the reader may know them'),
          }),
        ),
        'Null: it is not done',
      ),
    ),
    doneAt: about(nullable(Instant), 'Null: it is not done'),
  },
  { title: 'ChecklistItem' },
)
export const ChecklistView = Type.Object(
  {
    id: Id,
    ticketId: Id,
    title: about(Type.String(), 'In the reader’s language, where it is there'),
    audience: staffOnly(about(AudienceName, 'Whether customers of the ticket see it: `both`, or `staff` alone')),
    items: about(Type.Array(ChecklistItemView), 'In their order'),
    createdAt: Instant,
  },
  { title: 'Checklist' },
)
export interface ChecklistView extends Static<typeof ChecklistView> {}
export const ChecklistList = Type.Object(
  { items: about(Type.Array(ChecklistView), 'The checklists of the ticket, oldest first') },
  { title: 'ChecklistList' },
)
export interface ChecklistList extends Static<typeof ChecklistList> {}
export const ListChecklists = Type.Object({ ticketId: Id })
export interface ListChecklists extends Static<typeof ListChecklists> {}

const checklistId = Id
const item = { checklistId, itemId: Id }
export const CreateChecklist = Type.Object({
  ticketId: Id,
  title: about(Line, 'As it is shown, in whatever language'),
  audience: about(AudienceName, 'Whether customers of the ticket see it. Said every time, and never changed.'),
  items: Type.Optional(about(Type.Array(Line, { maxItems: MOST_ITEMS }), 'What has to be done, in order')),
  expectedVersion: Type.Optional(ExpectedVersion),
})
export interface CreateChecklist extends Static<typeof CreateChecklist> {}
export const CopyTemplate = Type.Object({ ticketId: Id, templateId: Id, expectedVersion: Type.Optional(ExpectedVersion) })
export interface CopyTemplate extends Static<typeof CopyTemplate> {}
export const RenameChecklist = Type.Object({ checklistId, title: about(Line, 'The new title') })
export interface RenameChecklist extends Static<typeof RenameChecklist> {}
export const ChecklistById = Type.Object({ checklistId })
export interface ChecklistById extends Static<typeof ChecklistById> {}
export const AddItem = Type.Object({
  checklistId,
  text: about(Line, 'What has to be done'),
  beforeItemId: Type.Optional(about(Id, 'Where; at the end unless told')),
})
export interface AddItem extends Static<typeof AddItem> {}
export const EditItem = Type.Object({ ...item, text: about(Line, 'What has to be done') })
export interface EditItem extends Static<typeof EditItem> {}
export const ItemById = Type.Object({ ...item })
export interface ItemById extends Static<typeof ItemById> {}
export const ArrangeItems = Type.Object({
  checklistId,
  itemIds: about(Type.Array(Id, { maxItems: MOST_ITEMS }), 'All items of the checklist in their new order'),
})
export interface ArrangeItems extends Static<typeof ArrangeItems> {}

export const ChecklistTemplateView = Type.Object(
  {
    id: Id,
    titles: about(TextsView, 'By language'),
    items: about(Type.Array(TextsView), 'What has to be done, each by language, in order'),
    type: about(nullable(Code), 'Of which ticket type; null: of all'),
    teamId: about(nullable(Id), 'Of which team; null: of all'),
    audience: about(AudienceName, 'Who sees its copies: `both`, or `staff` alone'),
    isActive: about(Type.Boolean(), 'False: it is not offered'),
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'ChecklistTemplate' },
)
export interface ChecklistTemplateView extends Static<typeof ChecklistTemplateView> {}
export const ChecklistTemplatePage = Type.Object(
  { items: about(Type.Array(ChecklistTemplateView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'ChecklistTemplatePage' },
)
export interface ChecklistTemplatePage extends Static<typeof ChecklistTemplatePage> {}
export const CreateTemplate = Type.Object({
  titles: about(Texts, 'By language'),
  items: about(Type.Array(Texts, { minItems: 1, maxItems: MOST_ITEMS }), 'What has to be done, each by language, in order'),
  type: Type.Optional(about(nullable(Code), 'For tickets of this type; null or left out: of all')),
  teamId: Type.Optional(about(nullable(Id), 'For tickets of this team; null or left out: of all')),
  audience: about(AudienceName, 'Who sees its copies: `both`, or `staff` alone'),
})
export interface CreateTemplate extends Static<typeof CreateTemplate> {}
export const UpdateTemplate = Type.Object({
  templateId: Id,
  titles: Type.Optional(about(Texts, 'By language')),
  items: Type.Optional(about(Type.Array(Texts, { minItems: 1, maxItems: MOST_ITEMS }), 'All of them anew')),
  type: Type.Optional(about(nullable(Code), 'For tickets of this type; null: of all')),
  teamId: Type.Optional(about(nullable(Id), 'For tickets of this team; null: of all')),
  audience: Type.Optional(about(AudienceName, 'Who sees its copies: `both`, or `staff` alone')),
  isActive: Type.Optional(about(Type.Boolean(), 'False: it is not offered')),
  expectedVersion: Type.Optional(ExpectedVersion),
})
export interface UpdateTemplate extends Static<typeof UpdateTemplate> {}
export const TemplateById = Type.Object({ templateId: Id })
export interface TemplateById extends Static<typeof TemplateById> {}
export const ListTemplates = Type.Object({
  ...pageInput,
  type: Type.Optional(about(Code, 'Those that fit a ticket of this type')),
  teamId: Type.Optional(about(Id, 'Those that fit a ticket of this team')),
  withInactive: Type.Optional(about(Type.Boolean(), 'Also those that are no longer offered')),
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
