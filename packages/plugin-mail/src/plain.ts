import type { MailPage, MailSection } from './page.ts'

const RULE = '-- '

/** The page as plain text. */
export function plainOf({ title, sections, action, earlier, notes, preferences, brand }: MailPage): string {
  const parts = [
    title,
    ...sections.map(plainSection),
    ...(action ? [`${action.text}\n${action.url}`] : []),
    ...(earlier ? [`* * *\n\n${earlier.title}`, ...earlier.sections.map(plainSection)] : []),
    [RULE, brand.name, brand.footer, ...notes, ...(preferences ? [`${preferences.text}: ${preferences.url}`] : [])]
      .filter((line) => line !== '')
      .join('\n'),
  ]
  return `${parts.join('\n\n')}\n`
}

const plainSection = ({ heading, body, files }: MailSection): string =>
  [
    ...(heading ? [heading] : []),
    ...(body === null ? [] : heading ? ['', body] : [body]),
    ...(files.length ? ['', ...files.map((file) => `- ${file}`)] : []),
  ].join('\n')
