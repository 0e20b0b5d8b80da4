import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { type MailDesk, mailDesk } from './mail-desk.ts'
import type { Answer } from './smtp-catcher.ts'

const CUSTOMER = 'customer@example.com'
const nobody: Answer = { code: 550, text: '5.1.1 <customer@example.com>: nobody of this name' }
const later: Answer = { code: 451, text: '4.3.0 try again later' }

describeOnBothDatabases('FT18: a mail', (kind) => {
  let mails: MailDesk
  beforeAll(async () => {
    mails = await mailDesk(kind, { timeout: 1500 })
  })
  beforeEach(() => {
    mails.smtp.caught.length = 0
    mails.smtp.onConnect = () => 'ok'
    mails.smtp.onRecipient = () => 'ok'
    mails.smtp.onMail = () => 'ok'
  })
  const answered = async (): Promise<string> => {
    const ticketId = await mails.opened()
    await mails.test.as('agent').tickets.reply({ ticketId, body: 'On our way.' })
    return ticketId
  }
  const copies = (address = CUSTOMER): number => mails.smtp.caught.filter((one) => one.to.includes(address)).length

  it('to five people, of whom one is unknown and one is asked to wait, reaches the others once', async () => {
    const { test, smtp, sent } = mails
    const ticketId = await mails.opened()
    const names = ['secondCustomer', 'manager', 'approver', 'finance'] as const
    for (const name of names) await test.as('customer').tickets.addParticipant({ ticketId, personId: test.actors[name].id, kind: 'cc' })
    await test.as('agent').tickets.reply({ ticketId, body: 'To all of you.' })
    smtp.onRecipient = (address) => (address.startsWith('manager') ? nobody : address.startsWith('finance') ? later : 'ok')
    await sent(3)
    expect([CUSTOMER, 'secondcustomer@example.com', 'approver@example.com'].map((one) => copies(one))).toEqual([1, 1, 1])
    smtp.onRecipient = () => 'ok'
    await sent(3)
    expect([CUSTOMER, 'secondcustomer@example.com', 'approver@example.com', 'finance@example.com'].map((one) => copies(one))).toEqual([
      1, 1, 1, 1,
    ])
    expect(copies('manager@example.com')).toBe(0)
    expect(await mails.stateOf(ticketId, test.actors.manager.id)).toMatch(
      /^dead 1 mail\.refused: The mail server refused: 550 5\.1\.1 <…>: nobody/,
    )
    await test.as('admin').access.grant({ personId: test.actors.admin.id, roleId: 'mail.manager', scope: 'all' })
    // What was refused for good is not tried with the next mail either, until somebody allows it or the address is another.
    const asked: string[] = []
    smtp.onRecipient = (address) => {
      asked.push(address)
      return 'ok'
    }
    await test.as('agent').tickets.reply({ ticketId, body: 'And once more.' })
    await sent(2)
    expect(asked).not.toContain('manager@example.com')
    expect((await test.as('admin').mail.refusals({})).items).toMatchObject([
      { personId: test.actors.manager.id, address: 'manager@example.com', code: 550 },
    ])
    await test.as('admin').mail.allow({ personId: test.actors.manager.id })
    await test.as('agent').tickets.reply({ ticketId, body: 'At last.' })
    await sent(2)
    expect(copies('manager@example.com')).toBe(1)
  })

  it('whose answer is lost comes twice at the most, with one id, and never a third time', async () => {
    const { smtp, sent } = mails
    const ticketId = await answered()
    smtp.onMail = () => 'drop'
    await sent(1)
    smtp.onMail = () => 'ok'
    await sent(3)
    expect(copies()).toBe(2)
    expect(new Set(smtp.caught.map(({ mail }) => mail.messageId)).size).toBe(1)
    expect(await mails.stateOf(ticketId)).toBe('done 2')
    const again = await answered()
    smtp.onMail = () => 'drop'
    await sent(5)
    expect(copies()).toBe(2)
    expect(await mails.stateOf(again)).toMatch(/^dead 2 mail\.not_sent/)
  })

  it('that the server took but never said so counts as unanswered when its time is over', async () => {
    const { smtp, sent } = mails
    const ticketId = await answered()
    smtp.onMail = () => 'hang'
    await sent(1)
    await waiting(ticketId, /^waiting 1 /)
    smtp.onMail = () => 'ok'
    await sent(3)
    expect(copies()).toBe(2)
    expect(await mails.stateOf(ticketId)).toBe('done 2')
  })

  it('that was not handed over whole is tried until it is, and comes once', async () => {
    const { smtp, sent } = mails
    const ticketId = await answered()
    let tries = 0
    smtp.onRecipient = () => {
      tries += 1
      return tries < 4 ? 'drop' : 'ok'
    }
    await sent(6)
    expect(copies()).toBe(1)
    expect(await mails.stateOf(ticketId)).toBe('done 4')
  })

  it('waits for a server that does not greet, is gone or hangs up on idle connections', async () => {
    const { smtp, sent } = mails
    smtp.hangUp()
    const ticketId = await answered()
    smtp.hangUp()
    smtp.onConnect = () => 'hang'
    await sent(1)
    await waiting(ticketId, /^waiting 1 /)
    expect(copies()).toBe(0)
    smtp.hangUp()
    smtp.onConnect = () => 'ok'
    await sent(3)
    expect(copies()).toBe(1)
  })

  it('is given up after eight tries that were told to come later, or at once if the mail itself is refused', async () => {
    const { smtp, sent } = mails
    const ticketId = await answered()
    smtp.onMail = () => later
    await sent(10)
    expect(await mails.stateOf(ticketId)).toMatch(/^dead 8 mail\.refused: The mail server refused: 451/)
    const other = await answered()
    smtp.onMail = () => ({ code: 554, text: '5.7.1 looks like spam' })
    await sent(3)
    expect(await mails.stateOf(other)).toMatch(/^dead 1 mail\.refused: The mail server refused: 554/)
    smtp.onMail = () => 'ok'
    // A policy says nothing of the address: the next mail is tried.
    const third = await answered()
    await sent(2)
    expect(await mails.stateOf(third)).toBe('done 1')
  })

  it('is not sent where there is no address, or one of the desk itself', async () => {
    const { test, sent } = mails
    const people = test.as('admin').people
    const { id: personId } = await people.create({ name: 'No Address' })
    await test.as('admin').companies.saveMember({ companyId: test.places.companies.acme, personId })
    const ticketId = await mails.opened()
    await test.as('customer').tickets.addParticipant({ ticketId, personId, kind: 'cc' })
    for (const [email, fault] of [
      [undefined, /^dead 1 mail\.no_address/],
      ['support@DESK.example', /^dead 1 mail\.own_address/],
      ['no@-domain.example', /^dead 1 mail\.bad_address/],
    ] as const) {
      if (email !== undefined) await people.update({ personId, email })
      await test.as('agent').tickets.reply({ ticketId, body: 'Hello.' })
      await sent(1)
      expect(await mails.stateOf(ticketId, personId)).toMatch(fault)
    }
    expect(mails.smtp.caught.every(({ to }) => to.length === 1 && to[0] === CUSTOMER)).toBe(true)
  })

  it('leaves no connection when the desk is closed', async () => {
    const { smtp, test } = mails
    await test.desk.close()
    for (let n = 0; n < 50 && smtp.connections; n += 1) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(smtp.connections).toBe(0)
  })

  /** Attempts that hang go on beside the worker. */
  const waiting = async (ticketId: string, state: RegExp): Promise<void> => {
    for (let n = 0; n < 100; n += 1) {
      if (state.test(await mails.stateOf(ticketId))) return
      await mails.test.desk.tick()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(await mails.stateOf(ticketId)).toMatch(state)
  }
})
