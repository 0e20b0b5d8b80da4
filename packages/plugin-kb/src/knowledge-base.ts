import { archive, remove, revive } from './article/archive.ts'
import { arrange } from './article/arrange.ts'
import { approve, publish, publishDue, recall, sendBack, submit } from './article/publish.ts'
import { sheet, sheets } from './article/sheets.ts'
import { create, write } from './article/write.ts'
import { categories, createCategory, moveCategory, removeCategory, updateCategory } from './category/operations.ts'
import { kit } from './kit.ts'
import { knowledge } from './migrations/0001-knowledge.ts'
import { personalData } from './personal-data.ts'
import { events, permissions, roles } from './titles.ts'

/** Articles in a tree of categories, in any language, each for exactly those whom it is for. */
export const knowledgeBase = kit.definePlugin({
  id: 'kb',
  version: '0.0.0',
  contract: 1,
  operations: {
    categories,
    createCategory,
    updateCategory,
    moveCategory,
    removeCategory,
    create,
    write,
    arrange,
    submit,
    recall,
    approve,
    sendBack,
    publish,
    publishDue,
    archive,
    revive,
    remove,
    sheet,
    sheets,
  },
  permissions,
  roles,
  events,
  migrations: { '0001_knowledge': knowledge },
  personalData,
  acts: ['kb.publish'],
})
