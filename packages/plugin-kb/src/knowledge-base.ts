import type { DeskPlugin } from '@deskwright/core'
import { archive, remove, revive } from './article/archive.ts'
import { arrange } from './article/arrange.ts'
import { approve, publish, publishDue, recall, sendBack, submit } from './article/publish.ts'
import { sheet, sheets } from './article/sheets.ts'
import { create, write } from './article/write.ts'
import { categories, createCategory, moveCategory, removeCategory, updateCategory } from './category/operations.ts'
import type { KbContract } from './contract.ts'
import { kit } from './kit.ts'
import { knowledge } from './migrations/0001-knowledge.ts'
import { search as searchIndex } from './migrations/0002-search.ts'
import { type KbOptions, linksOf } from './options.ts'
import { personalData } from './personal-data.ts'
import { list } from './reader/list.ts'
import { findBySlug, read } from './reader/read.ts'
import { search } from './search/operations.ts'
import { events, permissions, roles } from './titles.ts'

const define = kit.definePlugin({
  id: 'kb',
  version: '0.0.0',
  contract: 1,
  operations: {
    categories,
    createCategory,
    updateCategory,
    moveCategory,
    removeCategory,
    list,
    read,
    findBySlug,
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
    search,
  },
  permissions,
  roles,
  events,
  migrations: { '0001_knowledge': knowledge, '0002_search': searchIndex },
  personalData,
  acts: ['kb.publish'],
})

/** Articles in a tree of categories, in any language, each for exactly those whom it is for. Throws `kb.bad_options`. */
export const knowledgeBase = (options: KbOptions = {}): DeskPlugin<KbContract> => {
  linksOf(options)
  return define(options)
}
