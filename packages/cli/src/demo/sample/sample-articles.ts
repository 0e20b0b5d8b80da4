import type { ArticleWords, SampleText } from './article-words.ts'
import { englishArticles } from './articles-en.ts'
import { persianArticles } from './articles-fa.ts'
import { hebrewArticles } from './articles-he.ts'
import { italianArticles } from './articles-it.ts'
import { japaneseArticles } from './articles-ja.ts'
import { russianArticles } from './articles-ru.ts'

const languages: readonly ArticleWords[] = [
  englishArticles,
  hebrewArticles,
  persianArticles,
  japaneseArticles,
  italianArticles,
  russianArticles,
]

/** Where the articles stand, and who may read them. */
const categories = { devices: 'public', requests: 'contacts', team: 'staff' } as const
const articles = {
  printer: { category: 'devices', name: 'blank-pages' },
  calendar: { category: 'devices', name: 'share-a-calendar' },
  request: { category: 'requests', name: 'your-request' },
  handover: { category: 'team', name: 'handing-over' },
} as const

export const sampleCategoryKey = (category: keyof typeof categories): string => `sample-${category}`

/** A folder of Markdown with front matter: four articles in six languages, for everybody, for customers, and for staff. */
export const sampleArticles: readonly { readonly path: string; readonly text: string }[] = [
  ...keysOf(categories).map((category) => ({
    path: `${sampleCategoryKey(category)}/_category.md`,
    text: fileOf({
      key: sampleCategoryKey(category),
      audience: { kind: categories[category] },
      texts: languages.map((words) => ({ language: words.language, title: words.categories[category] })),
    }),
  })),
  ...languages.flatMap((words) =>
    keysOf(articles).map((article) => {
      const { category, name } = articles[article]
      const { title, summary } = words[article]
      const head = { title, summary, language: words.language, state: 'published', primary: words.language === 'en' }
      return { path: `${sampleCategoryKey(category)}/${name}.${words.language}.md`, text: fileOf(head, bodyOf(words[article], words)) }
    }),
  ),
]

/** A question in each language that somebody with that trouble might type, and the title of its answer. */
export const sampleQuestions: readonly { readonly language: string; readonly words: ArticleWords; readonly question: string }[] = [
  { language: 'en', words: englishArticles, question: 'printer blank pages' },
  { language: 'he', words: hebrewArticles, question: 'מדפסת דפים ריקים' },
  { language: 'fa', words: persianArticles, question: 'چاپگر سفید' },
  { language: 'ja', words: japaneseArticles, question: 'プリンター 白紙' },
  { language: 'it', words: italianArticles, question: 'stampante pagine bianche' },
  { language: 'ru', words: russianArticles, question: 'принтер пустые страницы' },
]

/** What shows how it looks, under the article about the printer in each language: the text with the picture. */
export const printerTexts = (
  fileId: string,
): readonly { readonly language: string; readonly title: string; readonly summary: string; readonly body: string }[] =>
  languages.map((words) => {
    const { title, summary } = words.printer
    return { language: words.language, title, summary, body: `${bodyOf(words.printer, words)}\n![${title}](file:${fileId})\n` }
  })

/** JSON is YAML, so nothing in a title can be taken for anything else. */
function fileOf(head: object, body = ''): string {
  return `---\n${JSON.stringify(head)}\n---\n\n${body}`
}

function bodyOf({ intro, stepsHeading, steps, after }: SampleText, { remark }: ArticleWords): string {
  const list = steps.map((step, index) => `${index + 1}. ${step}`).join('\n')
  return `${intro}\n\n## ${stepsHeading}\n\n${list}\n\n${after}\n\n*${remark}*\n`
}

function keysOf<T extends object>(value: T): (keyof T)[] {
  return Object.keys(value) as (keyof T)[]
}
