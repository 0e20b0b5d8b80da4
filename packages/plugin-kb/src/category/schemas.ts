import { about, Id, Language, Name, nullable, staffOnly, Version } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { AudienceInput, EffectiveAudience } from '../audience/audience.ts'

/** Also the name of a folder, in every file system. */
const Key = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60, description: 'lower-case words joined by hyphens' })
export const CategoryText = Type.Object({
  language: Language,
  title: about(Name, 'As it is shown'),
  description: Type.Optional(about(Type.String({ maxLength: 2000 }), 'What is in it, in a sentence or two')),
})
export interface CategoryText extends Static<typeof CategoryText> {}
const texts = Type.Array(CategoryText, { minItems: 1, maxItems: 50, description: 'Its titles, one in a language' })
const ApprovalRule = Type.Union([Type.Literal('none'), Type.Literal('other')])
const ReviewDays = nullable(Type.Integer({ minimum: 1, maximum: 3650 }))

export const CreateCategory = Type.Object({
  parentId: Type.Optional(about(Id, 'The category above it; at the top unless told')),
  key: Key,
  texts,
  audience: Type.Optional(
    about(AudienceInput, 'Who may read what is in it; as wide as the category above unless told, everybody at the top'),
  ),
  approval: Type.Optional(
    about(
      ApprovalRule,
      'Other: somebody who wrote none of it has to approve before it is published. As above unless told; `none` at the top',
    ),
  ),
  reviewDays: Type.Optional(about(ReviewDays, 'Days after which articles are to be looked at again; null: never')),
})
export interface CreateCategory extends Static<typeof CreateCategory> {}
export const UpdateCategory = Type.Object({
  categoryId: Id,
  key: Type.Optional(Key),
  texts: Type.Optional(about(texts, 'All of its titles: a language that is not named goes')),
  audience: Type.Optional(about(AudienceInput, 'Who may read what is in it: a narrower one holds at once')),
  approval: Type.Optional(about(ApprovalRule, 'Other: somebody who wrote none of it has to approve before it is published')),
  reviewDays: Type.Optional(about(ReviewDays, 'Days after which articles are to be looked at again; null: never')),
  expectedVersion: Type.Optional(Version),
})
export interface UpdateCategory extends Static<typeof UpdateCategory> {}
export const MoveCategory = Type.Object({
  categoryId: Id,
  parentId: about(nullable(Id), 'The category that it goes into; null: to the top'),
  before: Type.Optional(about(Id, 'Which of its new neighbours it stands before; last unless told')),
})
export interface MoveCategory extends Static<typeof MoveCategory> {}
export const CategoryById = Type.Object({ categoryId: Id })
export interface CategoryById extends Static<typeof CategoryById> {}

export const Category = Type.Object(
  {
    id: Id,
    parentId: about(nullable(Id), 'The category above it; null: it is at the top'),
    key: about(Type.String(), 'Its short name, also that of a folder'),
    title: about(Type.String(), 'In the reader’s language, where it is there'),
    description: about(Type.String(), 'What is in it; empty: nothing was said'),
    language: about(Type.String(), 'That of the title (BCP 47)'),
    texts: staffOnly(
      about(
        Type.Array(
          Type.Object({
            language: about(Type.String(), 'BCP 47'),
            title: about(Type.String(), 'As it is shown'),
            description: about(Type.String(), 'What is in it; empty: nothing was said'),
          }),
        ),
        'All of its titles, by language; for staff only',
      ),
    ),
    audience: staffOnly(about(AudienceInput, 'Who may read what is in it, as was said of it; for staff only')),
    effectiveAudience: staffOnly(about(EffectiveAudience, 'What the categories above leave of it; for staff only')),
    approval: staffOnly(about(Type.String(), '`other`: somebody who wrote none of it has to approve; `none`: nobody. For staff only')),
    reviewDays: staffOnly(
      about(nullable(Type.Integer()), 'Days after which articles are to be looked at again; null: never. For staff only'),
    ),
    version: staffOnly(Version),
  },
  { title: 'KbCategory' },
)
export interface Category extends Static<typeof Category> {}
/** Above before below, neighbours in their order. */
export const CategoryTree = Type.Object(
  { items: about(Type.Array(Category), 'Above before below, neighbours in their order') },
  { title: 'KbCategoryTree' },
)
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
