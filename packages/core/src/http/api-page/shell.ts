import { html } from 'hono/html'

/** What `html` makes: text in which everything that was put in is escaped. */
export type Markup = ReturnType<typeof html>

/** A whole page; `docs` is where the pages of the API begin. */
export async function page(title: string, docs: string, content: Markup): Promise<string> {
  const whole = await html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<link rel="stylesheet" href="${docs}/style.css"></head>
<body><main>${content}</main></body></html>`
  return whole.toString()
}
