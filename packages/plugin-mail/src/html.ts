import { type Direction, directionOfText } from './direction.ts'
import type { MailPage, MailSection } from './page.ts'

/** Text as it stands between tags and inside quoted attributes. */
const escaped = (text: string): string =>
  text
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

const address = /https?:\/\/[^\s<>"'\u2066-\u2069]{1,2000}/g
const font = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"

/**
 * The page as HTML that mail programs of any age show: one column, styles at the elements, `dir` and `align` written at each block, as they
 * know neither `dir="auto"` nor logical properties.
 */
export function htmlOf(page: MailPage): string {
  const { language, direction, brand, title, sections, action, earlier, notes, preferences } = page
  const small = `margin:0 0 8px;${font};font-size:13px;line-height:1.5;color:#5b6470`
  const foot = [brand.footer, ...notes].filter(Boolean).map((note) => block('p', note, direction, small))
  if (preferences)
    foot.push(
      `<p ${way(direction)} style="${small};text-align:${side(direction)}">${link(preferences.url, preferences.text, '#5b6470')}</p>`,
    )
  const logo =
    brand.logoUrl === undefined
      ? ''
      : `<img src="${escaped(brand.logoUrl)}" alt="" height="28" style="border:0;height:28px;vertical-align:middle"> `
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
</head>
<body dir="${direction}" style="margin:0;padding:0;background:#f4f5f7">
<table role="presentation" dir="${direction}" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f4f5f7"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" dir="${direction}" align="center" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background:#ffffff;border-radius:10px">
<tr><td style="padding:20px 24px 0;${font};font-size:14px;color:${brand.color};font-weight:600">${logo}${escaped(brand.name)}</td></tr>
<tr><td style="padding:8px 24px 0">${block('h1', title, direction, `margin:0;${font};font-size:20px;line-height:1.35;color:#1d2430`)}</td></tr>
<tr><td style="padding:8px 24px 0">${sections.map((section) => htmlSection(section, direction)).join('\n')}</td></tr>
${action ? `<tr><td ${way(direction)} style="padding:16px 24px 24px"><a href="${escaped(action.url)}" style="display:inline-block;padding:10px 18px;background:${brand.color};border-radius:8px;${font};font-size:15px;color:#ffffff;text-decoration:none">${escaped(action.text)}</a></td></tr>\n` : ''}${earlier ? `<tr><td style="padding:0 24px 16px;border-top:1px solid #e3e6ea">${block('p', earlier.title, direction, `margin:16px 0 0;${font};font-size:13px;font-weight:600;color:#5b6470`)}${earlier.sections.map((section) => htmlSection(section, direction)).join('\n')}</td></tr>\n` : ''}<tr><td style="padding:16px 24px 20px;border-top:1px solid #e3e6ea">
${foot.join('\n')}
</td></tr>
</table>
</td></tr></table>
</body>
</html>
`
}

function htmlSection({ heading, body, files }: MailSection, around: Direction): string {
  const style = `margin:12px 0 4px;${font};font-size:14px;font-weight:600;color:#3a4350`
  const list = files.map((file) => `<li>${escaped(file)}</li>`).join('')
  return [
    ...(heading ? [block('p', heading, around, style)] : []),
    ...(body === null ? [] : paragraphsOf(body, around)),
    ...(list ? [`<ul ${way(around)} style="margin:4px 0;padding:0 20px;${font};font-size:13px;color:#3a4350">${list}</ul>`] : []),
  ].join('\n')
}

/** What somebody has written, each paragraph in its own direction. */
const paragraphsOf = (body: string, around: Direction): string[] =>
  body.split(/\n{2,}/).map((paragraph) => {
    const direction = directionOfText(paragraph, around)
    const style = `margin:0 0 12px;${font};font-size:15px;line-height:1.55;color:#1d2430;text-align:${side(direction)};white-space:pre-wrap;overflow-wrap:anywhere`
    return `<p ${way(direction)} style="${style}">${linked(paragraph)}</p>`
  })

/** Text with its addresses to click on; a link shows where it leads. */
function linked(text: string): string {
  let result = ''
  let from = 0
  for (const { 0: found, index } of text.matchAll(address)) {
    const url = found.replace(/[.,;:!?)\]}]+$/, '')
    result += lines(text.slice(from, index))
    result += URL.canParse(url) ? link(url, url, '#0b57d0') : escaped(url)
    from = index + url.length
  }
  return result + lines(text.slice(from))
}

const lines = (text: string): string => escaped(text).replaceAll('\n', '<br>')
const link = (url: string, text: string, color: string): string => `<a href="${escaped(url)}" style="color:${color}">${escaped(text)}</a>`
const side = (direction: Direction): string => (direction === 'rtl' ? 'right' : 'left')
const way = (direction: Direction): string => `dir="${direction}" align="${side(direction)}"`
const block = (tag: 'p' | 'h1', text: string, direction: Direction, style: string): string =>
  `<${tag} ${way(direction)} style="${style};text-align:${side(direction)}">${lines(text)}</${tag}>`
