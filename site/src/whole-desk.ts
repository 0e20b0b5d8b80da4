import { createDesk, type OpenApiDocument } from '@deskwright/core'
import { imports } from '@deskwright/import'
import { billing } from '@deskwright/plugin-billing'
import { equipment } from '@deskwright/plugin-equipment'
import { knowledgeBase } from '@deskwright/plugin-kb'
import { portal } from '@deskwright/plugin-portal'
import { webhooks } from '@deskwright/plugin-webhooks'

/** The document of a desk that has every plugin of ours. No database is opened for it. */
export function wholeDocument(): OpenApiDocument {
  const desk = createDesk({
    database: 'sqlite::memory:',
    identify: () => null,
    worker: false,
    plugins: [
      billing({ currency: 'EUR', seller: { name: 'Sample Service' } }),
      equipment(),
      imports(),
      knowledgeBase({ links: { article: '/kb/{articleId}' } }),
      portal({ name: 'Sample' }),
      webhooks({ secret: 'only for this document, which no secret is in' }),
    ],
    http: { title: 'Deskwright' },
  })
  return desk.openApi()
}
