import { escaped as e } from './escaped.ts'
import type { SampleInvoice } from './sample/load-billing.ts'
import type { DemoPerson } from './sign-in.ts'

export interface RoleOnPage {
  readonly id: string
  readonly title: string
}

interface StartPage {
  readonly origin: string
  readonly roles: readonly RoleOnPage[]
  readonly people: readonly DemoPerson[]
  readonly invoices?: readonly SampleInvoice[]
  readonly ticketCount: string
  readonly styleUrl: string
}

/** So many of a role are shown: all of the sample, and of a replayed log enough to try. */
const SHOWN = 8

/** What the default roles are for, in the order in which they are shown; others come after. */
const says: Readonly<Record<string, string>> = {
  admin: 'Everything, including roles.',
  supervisor: 'All tickets of their teams; approves changes.',
  agent: 'Works on the tickets of their team.',
  collaborator: 'Sees only tickets to which they were added, with internal notes.',
  auditor: 'Reads everything, changes nothing.',
  customer: 'Asks, and sees their own tickets; never a note.',
  customer_manager: 'Sees all tickets of their company.',
  customer_approver: 'Sees and approves for their company, up to a limit.',
  customer_finance: 'Contracts and invoices of their company; no tickets of others.',
}

/** Where somebody who started the demo begins: who they can be, and what to send. No script, nothing from elsewhere. */
export const startPage = ({ origin, roles, people, invoices = [], ticketCount, styleUrl }: StartPage): string => `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Deskwright demo</title>
<link rel="stylesheet" href="${e(styleUrl)}">
</head>
<body>
<main>
<h1>Deskwright demo</h1>
<p>A help desk with ${e(ticketCount)}. Everybody in it is made up or anonymous. It answers on this machine alone.</p>
<nav aria-label="Addresses">
<ul>
<li><a href="/">The portal, once you have chosen below who you are</a></li>
<li><a href="/api/docs">The API, to read</a></li>
<li><a href="/api/openapi.json">OpenAPI document</a></li>
<li><a href="/health/ready">Health</a></li>
</ul>
</nav>
<h2>Try it</h2>
<p>Say who you are with the header <code>Authorization: Bearer demo:<i>person</i></code>. There is no password: this is the demo’s own sign-in.</p>
${tries(origin, people, invoices)}
<h2>Who you can be</h2>
${roles
  .toSorted(byUse)
  .map((role) => roleSection(role, holdersOf(role.id, people)))
  .join('\n')}
</main>
</body>
</html>
`

const order = Object.keys(says)
const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length)
const byUse = (a: RoleOnPage, b: RoleOnPage): number => place(a.id) - place(b.id)

const holdersOf = (role: string, people: readonly DemoPerson[]): DemoPerson[] =>
  people.filter(({ roles, companies }) => (role === 'customer' ? !roles.length && companies.length > 0 : roles.includes(role)))

function roleSection({ id, title }: RoleOnPage, holders: readonly DemoPerson[]): string {
  const [first] = holders
  if (!first) return ''
  const more = holders.length > SHOWN ? `<p class="more">and ${holders.length - SHOWN} more</p>` : ''
  return `<section>
<h3>${e(title)}</h3>
<p>${e(says[id] ?? '')}</p>
<ul class="people">
${holders.slice(0, SHOWN).map(personItem).join('\n')}
</ul>
${more}
</section>`
}

/** Names stand in their own direction, whatever is around them. */
const personItem = ({ key, name, language, companies }: DemoPerson): string => {
  const lang = language === null ? '' : ` lang="${e(language)}"`
  return `<li>
<bdi class="name" dir="auto"${lang}>${e(name)}</bdi>
<code>Bearer demo:${e(key)}</code>
<form method="post" action="/sign-in?as=${e(encodeURIComponent(key))}"><button>Open the portal</button></form>
${companies.map(({ id, name: company }) => `<bdi class="company" dir="auto"${lang}>${e(company)}</bdi>${companies.length > 1 ? `<code>Desk-Company: ${e(id)}</code>` : ''}`).join('\n')}
</li>`
}

function tries(origin: string, people: readonly DemoPerson[], invoices: readonly SampleInvoice[]): string {
  const staff = (holdersOf('agent', people)[0] ?? people[0])?.key ?? 'admin'
  const customer = (holdersOf('customer', people)[0] ?? people[0])?.key ?? 'admin'
  const lines = [
    ['Who the desk thinks you are', `curl -H 'Authorization: Bearer demo:${staff}' ${origin}/api/people/me`],
    ['The open tickets of your team', `curl -H 'Authorization: Bearer demo:${staff}' '${origin}/api/tickets?open=true&limit=5'`],
    ['The same address, asked by a customer', `curl -H 'Authorization: Bearer demo:${customer}' '${origin}/api/tickets?limit=5'`],
    ['Staff can ask, too', `curl -H 'Authorization: Bearer demo:${staff}' -H 'Desk-Acting: customer' ${origin}/api/people/me`],
    [
      'Open a ticket',
      `curl -X POST -H 'Authorization: Bearer demo:${customer}' -H 'Content-Type: application/json' -d '{"subject":"Sample request","body":"Please help."}' ${origin}/api/tickets`,
    ],
    ...invoices.map(({ language, key, path }) => [
      `The invoice of the sample company, to print (${new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language})`,
      `curl -o invoice-${language}.pdf -H 'Authorization: Bearer demo:${key}' '${origin}${path}'`,
    ]),
  ]
  return `<dl>${lines.map(([title = '', line = '']) => `<dt>${e(title)}</dt><dd><pre tabindex="0"><code>${e(line)}</code></pre></dd>`).join('\n')}</dl>`
}
