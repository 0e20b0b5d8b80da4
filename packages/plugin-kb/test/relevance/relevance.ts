import { readFileSync } from 'node:fs'

export const languages = ['en', 'he', 'fa', 'ja', 'it', 'ru'] as const
export type SampleLanguage = (typeof languages)[number]

export interface SampleArticle {
  readonly key: string
  readonly title: string
  readonly body: string
}
export interface SampleQuestion {
  readonly language: SampleLanguage
  readonly key: string
  readonly question: string
  /** Not looked at while the ranking was made: every second question. */
  readonly isHeldOut: boolean
}

const linesOf = (name: string): string[][] =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('|'))

/** Sample articles of a help desk: sixty subjects, the same in each language. */
export const sampleArticles = (language: SampleLanguage): SampleArticle[] =>
  linesOf(`articles.${language}.txt`).map(([key = '', title = '', body = '']) => ({ key, title, body }))

/** What people would type, forty in each language: short, misspelt, in two scripts, or on the wrong keyboard. */
export const sampleQuestions = (): SampleQuestion[] => questionsIn('questions.txt', (index) => index % 2 === 1)

/**
 * Twenty more in each language, written when the ranking was done, by somebody who had not seen what the articles say in that language, English aside: as a
 * complaint rather than as words to look for. Nothing was changed for them, and nothing should be: they say what a desk can hope for.
 */
export const freshQuestions = (): SampleQuestion[] => questionsIn('questions.fresh.txt', () => true)

const questionsIn = (name: string, isHeldOut: (index: number) => boolean): SampleQuestion[] =>
  linesOf(name).map(([language, key = '', question = ''], index) => ({
    language: language as SampleLanguage,
    key,
    question,
    isHeldOut: isHeldOut(index),
  }))

export interface Recall {
  readonly language: SampleLanguage
  readonly isHeldOut: boolean
  readonly asked: number
  readonly found: number
  readonly first: number
  /** What was not among the first five. */
  readonly missed: readonly string[]
}

/** How many questions have their article among the first five, by language and half; halves without any are left out. `search` gives keys, best first. */
export async function measureRecall(
  search: (question: string, language: SampleLanguage) => Promise<readonly string[]>,
  questions = sampleQuestions(),
): Promise<Recall[]> {
  const results: Recall[] = []
  for (const language of languages)
    for (const isHeldOut of [false, true]) {
      const asked = questions.filter((one) => one.language === language && one.isHeldOut === isHeldOut)
      if (!asked.length) continue
      const missed: string[] = []
      let first = 0
      for (const { key, question } of asked) {
        const keys = (await search(question, language)).slice(0, 5)
        if (!keys.includes(key)) missed.push(`${key}: ${question} → ${keys.join(' ')}`)
        if (keys[0] === key) first += 1
      }
      results.push({ language, isHeldOut, asked: asked.length, found: asked.length - missed.length, first, missed })
    }
  return results
}
