import type { DeskPlugin } from '@deskwright/core'
import { archive, remove, revive } from './article/archive.ts'
import { arrange } from './article/arrange.ts'
import { approve, publish, publishDue, recall, sendBack, submit } from './article/publish.ts'
import { sheet, sheets } from './article/sheets.ts'
import { create, write } from './article/write.ts'
import { categories, createCategory, moveCategory, removeCategory, updateCategory } from './category/operations.ts'
import type { KbContract } from './contract.ts'
import { feed } from './feed/operations.ts'
import { attachFile, file, files, removeFile } from './file/operations.ts'
import { exportArticles } from './folder/export.ts'
import { exportVersions } from './folder/export-versions.ts'
import { applyImport, importArticles } from './folder/import.ts'
import { importFile } from './folder/import-file.ts'
import { importText } from './folder/import-text.ts'
import { importVersion } from './folder/import-version.ts'
import { due, remind } from './job/due.ts'
import { workOff } from './job/work-off.ts'
import { kit } from './kit.ts'
import { knowledge } from './migrations/0001-knowledge.ts'
import { search as searchIndex } from './migrations/0002-search.ts'
import { readers } from './migrations/0003-readers.ts'
import { folder } from './migrations/0004-folder.ts'
import { type KbOptions, linksOf } from './options.ts'
import { pages } from './page/pages.ts'
import { personalData } from './personal-data.ts'
import { list } from './reader/list.ts'
import { findBySlug, read } from './reader/read.ts'
import { deflections } from './report/deflections.ts'
import { gaps } from './report/gaps.ts'
import { stale } from './report/stale.ts'
import { unhelpful } from './report/votes.ts'
import { indexState, renewIndex, upkeep } from './search/index-state.ts'
import { search } from './search/operations.ts'
import { forgetMisses, recordMiss } from './search/record-miss.ts'
import { insertArticle, suggestForTicket } from './suggestion/on-ticket.ts'
import { solvedBy } from './suggestion/solved-by.ts'
import { suggest } from './suggestion/suggest.ts'
import { catalogues } from './texts/catalogues.ts'
import { createFromTicket, draftFromTicket } from './ticket/from-ticket.ts'
import { link, ticketsOf, unlink } from './ticket/links.ts'
import { onTicket } from './ticket/on-ticket.ts'
import { events, permissions, roles } from './titles.ts'
import { compare, restore, version, versions } from './version/operations.ts'
import { unvote, vote, votes } from './vote/operations.ts'

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
    versions,
    version,
    compare,
    restore,
    attachFile,
    files,
    file,
    removeFile,
    link,
    unlink,
    ticketsOf,
    draftFromTicket,
    createFromTicket,
    vote,
    unvote,
    votes,
    feed,
    importArticles,
    applyImport,
    importText,
    importVersion,
    importFile,
    exportArticles,
    exportVersions,
    due,
    remind,
    indexState,
    renewIndex,
    recordMiss,
    forgetMisses,
    suggest,
    suggestForTicket,
    insertArticle,
    solvedBy,
    gaps,
    stale,
    unhelpful,
    deflections,
  },
  permissions,
  roles,
  events,
  migrations: { '0001_knowledge': knowledge, '0002_search': searchIndex, '0003_readers': readers, '0004_folder': folder },
  texts: catalogues,
  pages,
  personalData,
  // A token of a text, and no secret: the index goes along, so that an imported desk finds at once.
  transfer: { kb_search_posting: 'kept' },
  ticketExtension: onTicket,
  // Often enough for a time that people chose by the minute.
  jobs: { publish: { every: '1m', run: workOff }, forget: { every: '1d', run: async (desk) => void (await desk.kb.forgetMisses({})) } },
  acts: ['kb.publish'],
  upkeep,
})

/** Articles in a tree of categories, in any language, each for exactly those whom it is for. Throws `kb.bad_options`. */
export const knowledgeBase = (options: KbOptions = {}): DeskPlugin<KbContract> => {
  linksOf(options)
  return define(options)
}
