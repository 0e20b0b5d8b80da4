import { Id, Language, Name, nullable, staffOnly, Version } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { AudienceInput } from '../audience/audience.ts'

/** Also the name of a folder, in every file system. */
const Key = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60, description: 'lower-case words joined by hyphens' })
export const CategoryText = Type.Object({
  language: Language,
  title: Name,
  description: Type.Optional(Type.String({ maxLength: 2000 })),
})
export interface CategoryText extends Static<typeof CategoryText> {}
const texts = Type.Array(CategoryText, { minItems: 1, maxItems: 50 })
const ApprovalRule = Type.Union([Type.Literal('none'), Type.Literal('other')])
const ReviewDays = nullable(Type.Integer({ minimum: 1, maximum: 3650 }))

export const CreateCategory = Type.Object({
  parentId: Type.Optional(Id),
  key: Key,
  texts,
  /** As wide as the category above unless told; everybody at the top. */
  audience: Type.Optional(AudienceInput),
  /** `other`: somebody who wrote none of it has to approve before it is published. As above unless told; `none` at the top. */
  approval: Type.Optional(ApprovalRule),
  /** Days after which articles are to be looked at again. */
  reviewDays: Type.Optional(ReviewDays),
})
export interface CreateCategory extends Static<typeof CreateCategory> {}
export const UpdateCategory = Type.Object({
  categoryId: Id,
  key: Type.Optional(Key),
  texts: Type.Optional(texts),
  audience: Type.Optional(AudienceInput),
  approval: Type.Optional(ApprovalRule),
  reviewDays: Type.Optional(ReviewDays),
  expectedVersion: Type.Optional(Version),
})
export interface UpdateCategory extends Static<typeof UpdateCategory> {}
export const MoveCategory = Type.Object({
  categoryId: Id,
  /** Null: to the top. */
  parentId: nullable(Id),
  /** Among its new neighbours; last unless told. */
  before: Type.Optional(Id),
})
export interface MoveCategory extends Static<typeof MoveCategory> {}
export const CategoryById = Type.Object({ categoryId: Id })
export interface CategoryById extends Static<typeof CategoryById> {}

export const Category = Type.Object(
  {
    id: Id,
    parentId: nullable(Id),
    key: Type.String(),
    /** In the reader's language. */
    title: Type.String(),
    description: Type.String(),
    language: Type.String(),
    texts: staffOnly(Type.Array(Type.Object({ language: Type.String(), title: Type.String(), description: Type.String() }))),
    audience: staffOnly(AudienceInput),
    /** What the categories above leave of it. */
    effectiveAudience: staffOnly(AudienceInput),
    approval: staffOnly(Type.String()),
    reviewDays: staffOnly(nullable(Type.Integer())),
    version: staffOnly(Version),
  },
  { title: 'KbCategory' },
)
export interface Category extends Static<typeof Category> {}
/** Above before below, neighbours in their order. */
export const CategoryTree = Type.Object({ items: Type.Array(Category) }, { title: 'KbCategoryTree' })
export interface CategoryTree extends Static<typeof CategoryTree> {}

export interface CategoryService {
  /** The tree as far as the caller may see it. */
  categories(): Promise<CategoryTree>
  /** Throws `kb.key_taken`, `kb.audience_wider`, `kb.tree_too_deep`. */
  createCategory(input: CreateCategory): Promise<Category>
  /** A narrower audience holds at once for everything in it. Throws `kb.changed`, `kb.audience_wider`. */
  updateCategory(input: UpdateCategory): Promise<Category>
  /** With everything in it. Throws `kb.tree_cycle`. */
  moveCategory(input: MoveCategory): Promise<Category>
  /** Throws `kb.category_not_empty`. */
  removeCategory(input: CategoryById): Promise<{ id: string }>
}
export interface CategoryEvents {
  'kb.category_created': { categoryId: string }
  'kb.category_updated': { categoryId: string }
  'kb.category_moved': { categoryId: string }
  'kb.category_removed': { categoryId: string }
}
