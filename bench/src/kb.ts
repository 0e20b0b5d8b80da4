import { createDesk } from '@deskwright/core'
import { knowledgeBase } from '../../packages/plugin-kb/src/index.ts'
import {
  freshQuestions,
  languages,
  measureRecall,
  sampleArticles,
  sampleQuestions,
} from '../../packages/plugin-kb/test/relevance/relevance.ts'
import type { BenchDatabases } from './databases.ts'
import { articleRows, insertOnPostgres, insertOnSqlite } from './kb-fill.ts'
import { median, micros, type Row } from './report.ts'

/** Suggestions for what people type, over `KB_ARTICLES` articles (10,000 unless told), each in six languages. */
export async function kb(databases: BenchDatabases): Promise<Row[]> {
  const size = Number(process.env['KB_ARTICLES'] ?? 10_000)
  const rows: Row[] = []
  for (const kind of ['SQLite', 'PostgreSQL'] as const) {
    const database = kind === 'SQLite' ? `sqlite:${databases.sqliteFile(`kb_${size}`)}` : await databases.postgresUrl(`kb_${size}`)
    rows.push(...(await measure(kind, database, size)))
  }
  rows.push(...(await recall(`sqlite:${databases.sqliteFile()}`)))
  return rows
}

/** The right article among the first five, over the sample articles of the tests and the questions to them. */
async function recall(database: string): Promise<Row[]> {
  const desk = createDesk({ database, plugins: [knowledgeBase()], admins: ['admin'], worker: false, identify: () => null })
  await desk.migrate()
  const { kb } = desk.system('bench')
  const { id: categoryId } = await kb.createCategory({ key: 'all', texts: [{ language: 'en', title: 'All' }] })
  const keys = new Map<string, string>()
  const ids = new Map<string, string>()
  for (const language of languages)
    for (const { key, title, body } of sampleArticles(language)) {
      const articleId = ids.get(key)
      const { id } = articleId
        ? await kb.write({ articleId, language, title, body })
        : await kb.create({ categoryId, language, title, body })
      ids.set(key, id)
      keys.set(id, key)
      await kb.publish({ articleId: id, language })
    }
  const customer = desk.as({ externalId: 'customer' })
  const search = async (query: string, language: string) =>
    (await customer.kb.search({ query, language, limit: 5 })).items.map(({ id }) => keys.get(id) ?? '')
  const halves = (await measureRecall(search)).map((one) => ({ ...one, set: one.isHeldOut ? 'held out' : 'looked at' }))
  const afterwards = (await measureRecall(search, freshQuestions())).map((one) => ({ ...one, set: 'written afterwards' }))
  await desk.close()
  return [...halves, ...afterwards].map((one) => ({
    what: `recall at 5, ${one.language}, ${one.set}`,
    value: `${one.found} of ${one.asked}, ${one.first} the very first`,
    goal: 'reported',
  }))
}

async function measure(kind: 'SQLite' | 'PostgreSQL', database: string, size: number): Promise<Row[]> {
  const desk = createDesk({ database, plugins: [knowledgeBase()], admins: ['admin'], identify: () => null })
  await desk.migrate()
  const system = desk.system('bench')
  const kept = (await system.kb.categories()).items[0]
  if (!kept) {
    const { id } = await system.kb.createCategory({ key: 'all', texts: [{ language: 'en', title: 'All' }] })
    const newId = ids()
    for (const tables of articleRows(size, id, newId))
      if (kind === 'SQLite') insertOnSqlite(database.slice('sqlite:'.length), tables)
      else await insertOnPostgres(database, tables)
  }
  const rows: Row[] = []
  const customer = desk.as({ externalId: 'customer' })
  await customer.people.me()
  for (const language of languages) {
    const questions = sampleQuestions().filter((one) => one.language === language)
    const times: number[] = []
    let found = 0
    for (const { question } of [...questions.slice(0, 5), ...questions]) {
      const start = performance.now()
      const { items } = await customer.kb.suggest({ subject: question, language })
      times.push(performance.now() - start)
      if (items.length) found += 1
    }
    const counted = times.slice(5).sort((a, b) => a - b)
    rows.push({
      what: `${kind}: suggestions for a subject in ${language}, ${size} articles in six languages (${found} of ${times.length} with any)`,
      value: `${micros(median(counted))}, slowest of forty ${micros(counted.at(-1) ?? 0)}`,
      goal: '≤ 15 ms',
    })
  }
  await desk.close()
  return rows
}

function ids(): () => string {
  let count = 0
  return () => {
    count += 1
    return `01900000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`
  }
}
