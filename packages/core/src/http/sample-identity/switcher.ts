import { html } from 'hono/html'
import { coreError } from '../../error/core-errors.ts'
import { emptyAnswer, pageAnswer } from '../answer.ts'
import { expectLocal, sampleCookie, sampleIdentify } from './sample-identify.ts'
import { samplePeople } from './sample-people.ts'

export const SWITCH_PATH = '/sample-identity'

/** The page on which one picks who to be. */
export async function switcherPage(request: Request, mount: string): Promise<Response> {
  const current = sampleIdentify(request)
  const choices = samplePeople.map(
    ({ key, title, person }) => html`
      <li>
        <form method="post" action="${mount}${SWITCH_PATH}?as=${key}">
          <button${current?.externalId === person.externalId ? html` aria-current="true"` : ''}>${title}</button> ${person.name}
        </form>
      </li>`,
  )
  const page = await html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Desk: who are you?</title>
<link rel="stylesheet" href="${mount}/api/docs/style.css"></head>
<body><main>
<h1>Who are you?</h1>
<p>This desk was created without <code>identify</code>, so it does not know the people of your application yet. Until it does, be one of these.
They exist on this machine and in development only.</p>
<ul class="plain">${choices}</ul>
<p>${current ? html`You are <b>${current.name}</b>.` : 'You are nobody yet.'}</p>
<ul>
<li><a href="${mount}/api/people/me">What the desk knows about you</a></li>
<li><a href="${mount}/api/tickets">Your tickets</a></li>
<li><a href="${mount}/api/docs">The API</a></li>
</ul>
<p>Programs say who they are with the header <code>Desk-Sample-Person: customer | agent | admin</code>.</p>
</main></body></html>`
  return pageAnswer(page.toString())
}

/** Becomes somebody: `POST /sample-identity?as=agent`. The caller has checked that the page is ours. */
export function switchPerson(request: Request, url: URL, mount: string): Response {
  expectLocal(request)
  const key = url.searchParams.get('as')
  if (!samplePeople.some((sample) => sample.key === key)) throw coreError('http.not_found')
  const location = mount === '' ? '/' : mount
  return emptyAnswer(303, { location, 'set-cookie': `${sampleCookie}=${key}; Path=${location}; HttpOnly; SameSite=Strict` })
}
