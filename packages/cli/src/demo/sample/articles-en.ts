import type { ArticleWords } from './article-words.ts'

export const englishArticles: ArticleWords = {
  language: 'en',
  categories: { devices: 'Devices and accounts (sample)', requests: 'Your requests (sample)', team: 'For the team (sample)' },
  remark: 'A sample article of the demo.',
  printer: {
    title: 'The printer prints blank pages',
    summary: 'What to try before somebody has to come.',
    intro: 'Blank pages mostly come from an empty cartridge, or from one that still wears its seal.',
    stepsHeading: 'Step by step',
    steps: [
      'Print a test page from the menu of the printer.',
      'Open the front and take the cartridge out.',
      'Remove the orange tape and put it back.',
    ],
    after: 'If the test page stays blank, write to us and name the number on the label of the printer.',
  },
  calendar: {
    title: 'Share your calendar with your team',
    summary: 'Your colleagues see when you are away.',
    intro: 'A calendar is shared with single colleagues or with a whole team.',
    stepsHeading: 'How to share it',
    steps: [
      'Open the calendar and choose "Share".',
      'Enter names, or the address of the team.',
      'Choose whether they see titles or only "busy".',
    ],
    after: 'Private entries stay hidden in any case.',
  },
  request: {
    title: 'What happens to your request',
    summary: 'From the first answer to the solution.',
    intro: 'Everything that you write goes to one place and keeps its number.',
    stepsHeading: 'The way of a request',
    steps: [
      'Somebody reads it and decides how urgent it is.',
      'You get an answer, or a question.',
      'You say whether it is solved; until then it stays open.',
    ],
    after: 'Replying to a closed request opens a new one that refers to it.',
  },
  handover: {
    title: 'Before you hand a ticket over',
    summary: 'What the next colleague has to know.',
    intro: 'A handover without a note costs the customer a second explanation.',
    stepsHeading: 'Checklist for the handover',
    steps: [
      'Write a note: what was tried, and with what result.',
      'Name the device on the ticket.',
      'Say what was promised, and for when.',
    ],
    after: 'Notes are for staff alone; customers never see them.',
  },
}
