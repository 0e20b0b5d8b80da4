import type { JobTools } from '@deskwright/core'
import type { PortalDesk } from '../kit.ts'
import { entryUrl, linkMinutes, type PortalOptions } from '../options.ts'
import type { IssuedLetter } from './schemas.ts'

type Issued = NonNullable<IssuedLetter['letter']>

/** Jobs that write the letters. The secret is made for this attempt and stands in the letter alone; another attempt makes another one. */
export const letterJobs = (options: PortalOptions) => ({
  async link(desk: PortalDesk, asked: { readonly address: string; readonly language: string | null }, tools: JobTools): Promise<void> {
    const { letter } = await desk.portal.issueLink(asked)
    if (letter) await posted(letter, tools, options, 'link')
  },
  async invitation(desk: PortalDesk, { invitationId }: { readonly invitationId: string }, tools: JobTools): Promise<void> {
    const { letter } = await desk.portal.issueInvitation({ invitationId })
    if (letter) await posted(letter, tools, options, 'invitation')
  },
})

async function posted(letter: Issued, { texts, post }: JobTools, options: PortalOptions, kind: 'link' | 'invitation'): Promise<void> {
  const { id, address, name, language, secret, company } = letter
  const params = { name, site: options.name ?? 'Support', company: company ?? '', minutes: linkMinutes(options) }
  const say = (key: string): string => texts.textOf(`portal.letter.${kind}_${key}`, params, language)
  try {
    await post({
      id,
      to: { address, name, language },
      subject: say('subject'),
      body: say('body'),
      action: { text: say('action'), url: entryUrl(options, `/enter/${secret}`) },
      notes: [say('note')],
    })
  } catch (error) {
    // An address that takes no mail takes none at the next attempt either.
    if (!(typeof error === 'object' && error !== null && Reflect.get(error, 'isFinal') === true)) throw error
  }
}
