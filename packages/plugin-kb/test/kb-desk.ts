import { type TestDesk, testDesk } from '@deskwright/testing'
import { onTestFinished } from 'vitest'
import { type KbContract, type KbOptions, knowledgeBase } from '../src/index.ts'

export interface KbDesk extends TestDesk<KbContract> {
  /** Writes and manages everything. */
  readonly manager: ReturnType<TestDesk<KbContract>['as']>
  /** Writes and publishes, in team NET. */
  readonly editor: ReturnType<TestDesk<KbContract>['as']>
  /** Publishes in team NET, too. */
  readonly second: ReturnType<TestDesk<KbContract>['as']>
  category(input?: object): Promise<string>
  /** A published article. */
  article(input?: object): Promise<string>
}

let count = 0

/** A desk with a knowledge base, and those who write it. */
export async function kbDesk(database: 'sqlite' | 'postgres', options: KbOptions = {}): Promise<KbDesk> {
  const test = await testDesk({ plugins: [knowledgeBase(options)], database })
  onTestFinished(() => test.close())
  const admin = test.as('admin')
  const { actors, places } = test
  await admin.access.grant({ personId: actors.admin.id, roleId: 'kb.manager', scope: 'all' })
  for (const name of ['agent', 'secondAgent'] as const)
    await admin.access.grant({ personId: actors[name].id, roleId: 'kb.editor', scope: 'team', scopeId: places.teams.net })
  await admin.access.grant({ personId: actors.otherAgent.id, roleId: 'kb.editor', scope: 'team', scopeId: places.teams.fin })
  const manager = test.as('admin')
  const next = (): number => {
    count += 1
    return count
  }
  const category = async (input: object = {}): Promise<string> => {
    const key = `category-${next()}`
    return (await manager.kb.createCategory({ key, texts: [{ language: 'en', title: key }], ...input })).id
  }
  return Object.assign(test, {
    manager,
    editor: test.as('agent'),
    second: test.as('secondAgent'),
    category,
    async article(input: object = {}) {
      const given = { language: 'en', title: `Article ${next()}`, body: 'Text.', ...input } as { categoryId?: string }
      const categoryId = given.categoryId ?? (await category())
      const { id } = await manager.kb.create({ language: 'en', title: 'x', body: '', ...given, categoryId })
      await manager.kb.publish({ articleId: id })
      return id
    },
  })
}

/** The code of a refusal; `none` where there was none. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'none'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}
