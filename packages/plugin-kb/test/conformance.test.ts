import type { ExampleContext } from '@deskwright/testing'
import { pluginConformance } from '@deskwright/testing/vitest'
import { type KbContract, knowledgeBase } from '../src/index.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

let count = 0
const next = (): string => {
  count += 1
  return `made-${count}`
}

type Desk = { readonly kb: KbContract['service'] }

/** The desk as a program: what has to be there before an operation can be tried. */
const desk = ({ test }: ExampleContext): Desk => test.desk.system('examples') as unknown as Desk

async function category(context: ExampleContext, more: object = {}): Promise<string> {
  const { id } = await desk(context).kb.createCategory({ key: next(), texts: [{ language: 'en', title: 'Category' }], ...more })
  return id
}
async function draft(context: ExampleContext, more: object = {}): Promise<string> {
  const categoryId = await category(context)
  return (await desk(context).kb.create({ categoryId, language: 'en', title: next(), body: 'A text.', ...more })).id
}
async function published(context: ExampleContext, more: object = {}): Promise<string> {
  const articleId = await draft(context, more)
  await desk(context).kb.publish({ articleId })
  return articleId
}
const versionOf = async (context: ExampleContext, articleId: string): Promise<string> =>
  (await desk(context).kb.read({ articleId })).versionId

/** Whoever will send the input. */
const sender = ({ test, acting, companyId }: ExampleContext): Desk =>
  test.desk.as(
    { externalId: acting === 'staff' ? 'conformance-Worker' : 'conformance-Buyer' },
    acting === 'staff' ? { acting } : { acting, company: companyId },
  ) as unknown as Desk

/** A file that a published text shows. */
async function shownFile({ test, ...context }: ExampleContext): Promise<{ articleId: string; fileId: string }> {
  const worker = test.desk.as({ externalId: 'conformance-Worker' }, { acting: 'staff' })
  const { kb } = worker as unknown as Desk
  const { id: fileId } = await worker.files.stage({ name: 'a.png', body: png })
  const articleId = await draft({ test, ...context })
  await kb.attachFile({ articleId, fileId })
  await kb.write({ articleId, title: next(), body: `![A](file:${fileId})` })
  await kb.publish({ articleId })
  return { articleId, fileId }
}

pluginConformance(knowledgeBase, {
  examples: {
    createCategory: ({ teamId }) => ({
      key: next(),
      texts: [{ language: 'en', title: 'Made', description: 'By an example' }],
      audience: { kind: 'teams' as const, teamIds: [teamId] },
      approval: 'none',
      reviewDays: 30,
    }),
    updateCategory: async (context) => ({
      categoryId: await category(context),
      texts: [{ language: 'fa', title: 'راهنما' }],
      audience: { kind: 'staff' as const },
    }),
    moveCategory: async (context) => ({ categoryId: await category(context), parentId: await category(context) }),
    removeCategory: async (context) => ({ categoryId: await category(context) }),
    create: async (context) => ({ categoryId: await category(context), language: 'en', title: next(), body: '# A', note: 'begun' }),
    write: async (context) => ({ articleId: await draft(context), language: 'fa', title: next(), body: 'متن', note: 'ترجمه' }),
    arrange: async (context) => ({ articleId: await draft(context), audience: { kind: 'staff' as const }, reviewAt: context.soon }),
    submit: async (context) => ({ articleId: await draft(context), note: 'Please look.' }),
    recall: async (context) => {
      const articleId = await draft(context)
      await desk(context).kb.submit({ articleId })
      return { articleId }
    },
    approve: async (context) => {
      const articleId = await draft(context)
      await desk(context).kb.submit({ articleId })
      return { articleId, note: 'Well said.' }
    },
    sendBack: async (context) => {
      const articleId = await draft(context)
      await desk(context).kb.submit({ articleId })
      return { articleId, note: 'Which button?' }
    },
    publish: async (context) => ({ articleId: await draft(context), at: context.soon }),
    publishDue: async (context) => {
      const articleId = await draft(context)
      const at = new Date(context.test.clock.now() + 1000).toISOString()
      const sheet = await desk(context).kb.publish({ articleId, at })
      context.test.clock.advance('1m')
      return { translationId: sheet.translations[0]?.id ?? '' }
    },
    archive: async (context) => ({ articleId: await published(context) }),
    revive: async (context) => {
      const articleId = await published(context)
      await desk(context).kb.archive({ articleId })
      return { articleId }
    },
    remove: async (context) => ({ articleId: await draft(context) }),
    sheet: async (context) => ({ articleId: await draft(context) }),
    sheets: {},
    list: {},
    read: async (context) => ({ articleId: await published(context) }),
    findBySlug: async (context) => {
      const { slug } = await desk(context).kb.read({ articleId: await published(context) })
      return { language: 'en', slug }
    },
    versions: async (context) => ({ articleId: await draft(context) }),
    version: async (context) => {
      const articleId = await published(context)
      return { articleId, versionId: await versionOf(context, articleId) }
    },
    compare: async (context) => {
      const articleId = await published(context)
      const versionId = await versionOf(context, articleId)
      return { articleId, versionId, otherId: versionId }
    },
    restore: async (context) => {
      const articleId = await published(context)
      return { articleId, versionId: await versionOf(context, articleId), note: 'As it was.' }
    },
    attachFile: async (context) => ({ articleId: await draft(context), fileId: await context.upload('a.png', png) }),
    files: async (context) => ({ articleId: await draft(context) }),
    file: shownFile,
    removeFile: async (context) => {
      const { articleId, fileId } = await shownFile(context)
      await desk(context).kb.archive({ articleId })
      return { articleId, fileId }
    },
    link: async (context) => ({ ticketId: await context.ticket(), articleId: await published(context), kind: 'answer' as const }),
    unlink: async (context) => {
      const [ticketId, articleId] = [await context.ticket(), await published(context)]
      await desk(context).kb.link({ ticketId, articleId })
      return { ticketId, articleId }
    },
    ticketsOf: async (context) => ({ articleId: await published(context) }),
    draftFromTicket: ({ ticketId }) => ({ ticketId }),
    createFromTicket: async (context) => ({
      ticketId: context.ticketId,
      categoryId: await category(context),
      language: 'en',
      title: next(),
      body: 'Press the button.',
    }),
    vote: async (context) => {
      const articleId = await published(context)
      return {
        articleId,
        versionId: await versionOf(context, articleId),
        isHelpful: false,
        reason: 'unclear' as const,
        comment: 'Which one?',
      }
    },
    unvote: async (context) => {
      const articleId = await published(context)
      const versionId = await versionOf(context, articleId)
      await sender(context).kb.vote({ articleId, versionId, isHelpful: true })
      return { articleId, versionId }
    },
    votes: async (context) => ({ articleId: await published(context) }),
    feed: {},
    search: async (context) => {
      await published(context, { title: 'Replacing a lamp' })
      return { query: 'lamp', limit: 5 }
    },
    renewIndex: { fromScratch: true },
    recordMiss: () => ({ acting: 'customer' as const, language: 'en', question: next() }),
    forgetMisses: async (context) => {
      await desk(context).kb.recordMiss({ acting: 'staff', language: 'en', question: `unknown ${next()}` })
      const { items } = await desk(context).kb.gaps({ acting: 'staff' })
      return items[0] ? { missId: items[0].id } : {}
    },
    suggest: async (context) => {
      await published(context, { title: 'Replacing a lamp' })
      return { subject: 'lamp is broken', body: 'Since Monday', type: 'incident', language: 'en' }
    },
    suggestForTicket: ({ ticketId }) => ({ ticketId }),
    insertArticle: async (context) => ({ ticketId: await context.ticket(), articleId: await published(context), position: 2 }),
    solvedBy: async (context) => ({ articleId: await published(context), draftId: context.test.ids.missing(next().length) }),
    gaps: {},
    stale: {},
    unhelpful: {},
    deflections: {},
    exportArticles: { limit: 2 },
    exportVersions: async (context) => ({ articleId: await draft(context), limit: 2 }),
    importVersion: async (context) => {
      const articleId = await draft(context)
      await desk(context).kb.write({ articleId, title: next(), body: 'Second.' })
      return {
        articleId,
        language: 'en',
        title: next(),
        summary: '',
        body: 'Older.',
        version: {
          id: context.test.ids.missing(count + 700),
          sequence: 9,
          at: new Date(context.test.clock.now()).toISOString(),
          authorId: null,
          authorName: null,
          restoredFromId: null,
        },
        isNewText: true,
      }
    },
    importFile: async (context) => ({
      articleId: await draft(context),
      fileId: context.test.ids.missing(count + 900),
      uploadedId: await context.upload('b.png', png),
      name: 'b.png',
    }),
    importArticles: { files: [{ path: 'guides/vpn.en.md', text: '---\ntitle: VPN\n---\nText.' }] },
    applyImport: { files: [{ path: 'guides/wifi.en.md', text: '# WLAN\n' }] },
    importText: async (context) => ({
      articleId: context.test.ids.missing(count + 500),
      categoryId: await category(context),
      language: 'it',
      title: next(),
      summary: '',
      body: 'Testo.',
      state: 'draft' as const,
    }),
    remind: async (context) => {
      const reviewAt = new Date(context.test.clock.now() + 1000).toISOString()
      const articleId = await draft(context, { reviewAt })
      context.test.clock.advance('1m')
      return { articleId }
    },
  },
})
