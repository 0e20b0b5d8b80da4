/** Titles in English; `texts/` has the other languages. */
export const permissions = {
  'kb.write': { title: 'Write articles' },
  'kb.publish': { title: 'Review, publish and archive articles' },
  'kb.manage': { title: 'Manage the categories of the knowledge base, import and remove articles' },
} as const

export const events = {
  'kb.category_created': { subject: 'categoryId', audience: 'staff', title: 'Category added' },
  'kb.category_updated': { subject: 'categoryId', audience: 'staff', title: 'Category changed' },
  'kb.category_moved': { subject: 'categoryId', audience: 'staff', title: 'Category moved' },
  'kb.category_removed': { subject: 'categoryId', audience: 'staff', title: 'Category removed' },
  'kb.article_created': { subject: 'articleId', audience: 'staff', title: 'Article begun' },
  'kb.article_written': { subject: 'articleId', audience: 'staff', title: 'Article written' },
  'kb.article_arranged': { subject: 'articleId', audience: 'staff', title: 'Article moved, or its readers changed' },
  'kb.article_submitted': { subject: 'articleId', audience: 'staff', title: 'Article submitted for review' },
  'kb.article_approved': { subject: 'articleId', audience: 'staff', title: 'Article approved' },
  'kb.article_sent_back': { subject: 'articleId', audience: 'staff', title: 'Article sent back' },
  'kb.article_recalled': { subject: 'articleId', audience: 'staff', title: 'Article taken back' },
  'kb.article_scheduled': { subject: 'articleId', audience: 'staff', title: 'Publication scheduled' },
  'kb.article_published': { subject: 'articleId', audience: 'staff', title: 'Article published' },
  'kb.article_archived': { subject: 'articleId', audience: 'staff', title: 'Article archived' },
  'kb.article_revived': { subject: 'articleId', audience: 'staff', title: 'Article taken from the archive' },
  'kb.article_removed': { subject: 'articleId', audience: 'staff', title: 'Article removed' },
  'kb.file_added': { subject: 'articleId', audience: 'staff', title: 'File added to an article' },
  'kb.file_removed': { subject: 'articleId', audience: 'staff', title: 'File removed from an article' },
  'kb.ticket_linked': { subject: 'ticketId', audience: 'staff', title: 'Article linked' },
  'kb.ticket_unlinked': { subject: 'ticketId', audience: 'staff', title: 'Link to an article removed' },
  'kb.voted': { subject: 'articleId', audience: 'staff', title: 'Article voted on' },
  'kb.vote_taken': { subject: 'articleId', audience: 'staff', title: 'Vote on an article taken back' },
  'kb.index_renewed': { subject: 'indexId', audience: 'staff', title: 'Search index of articles renewed' },
  'kb.search_missed': { subject: 'missId', audience: 'staff', title: 'Search without a result' },
  'kb.misses_forgotten': { subject: 'missId', audience: 'staff', title: 'Searches without a result forgotten' },
  'kb.article_inserted': { subject: 'ticketId', audience: 'staff', title: 'Article put into an answer' },
  'kb.request_solved': { subject: 'articleId', audience: 'staff', title: 'Solved by an article' },
  'kb.imported': { subject: 'importId', audience: 'staff', title: 'Articles imported' },
  'kb.exported': { subject: 'exportId', audience: 'staff', title: 'Articles exported' },
  'kb.review_due': { subject: 'articleId', audience: 'staff', title: 'Article to be looked at again' },
} as const

const reading = ['ticket.read', 'company.read', 'team.read', 'file.stage'] as const

/** A new permission widens no role that is there, so what the knowledge base allows comes as roles of its own. */
export const roles = {
  'kb.author': { title: 'Writes articles', capacity: 'staff', permissions: [...reading, 'kb.write'] },
  'kb.editor': { title: 'Edits the knowledge base', capacity: 'staff', permissions: [...reading, 'kb.write', 'kb.publish'] },
  'kb.manager': {
    title: 'Manages the knowledge base',
    capacity: 'staff',
    permissions: [...reading, 'kb.write', 'kb.publish', 'kb.manage'],
  },
} as const
