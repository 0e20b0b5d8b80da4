import type { Phrases } from './phrases.ts'

export const english: Phrases = {
  language: 'en',
  company: 'Sample Company One',
  names: {
    customer: 'Sample Customer One',
    manager: 'Sample Manager One',
    approver: 'Sample Approver One',
    finance: 'Sample Accountant One',
    agent: 'Sample Agent One',
  },
  positions: { customer: 'Sales', manager: 'Office manager', approver: 'Head of purchasing', finance: 'Accounts' },
  requests: {
    question: { subject: 'How do I share my calendar?', body: 'My team should see when I am away. Where can I set that?' },
    incident: { subject: 'Printer prints blank pages', body: 'The printer on the second floor prints blank pages since this morning.' },
    service_request: { subject: 'Laptop for a new colleague', body: 'Somebody new starts on the first. We need a laptop and an account.' },
    problem: { subject: 'Wi-Fi drops every morning', body: 'Several reports: the Wi-Fi drops at about nine. The cause is to be found.' },
    change: { subject: 'Replace the network switch on floor two', body: 'The switch is old. It shall be replaced outside office hours.' },
    complaint: { subject: 'Nobody came at the agreed time', body: 'We waited from two to six, and nobody came or called.' },
  },
  looking: 'Thank you. I am looking into it and will write to you today.',
  question: 'Could you tell me since when this is so, and whether it is the same for your colleagues?',
  solved: 'It is done. Please try it and tell us if anything is missing.',
  note: 'Sample note for staff: looks like last week, see the log of the device.',
  cause: 'An outdated setting that was never changed.',
  answer: 'Since yesterday, and it is the same for everybody here.',
  again: 'It worked for an hour. Now it is as before.',
}
