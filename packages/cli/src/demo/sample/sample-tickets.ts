import { type Phrases, type SampleType, sampleTypes } from './phrases.ts'
import { sampleLanguages } from './sample-languages.ts'
import { supervisorOf, teamOf } from './sample-population.ts'
import type { SampleAct, SampleStep, SampleTicket } from './sample-step.ts'

/** How far a ticket has come. Each type and each language has one of each: six by six by six, a Latin square. */
const stages = ['closed', 'reopened', 'resolved', 'waiting', 'open', 'new'] as const
type Stage = (typeof stages)[number]

/** Hours before the sample's present at which the tickets of a stage begin, and how far apart. */
const pace: Readonly<Record<Stage, readonly [first: number, apart: number]>> = {
  closed: [1300, 70],
  reopened: [850, 60],
  resolved: [290, 20],
  waiting: [210, 18],
  open: [90, 9],
  new: [30, 4],
}

const waits: Readonly<Record<SampleType, string>> = {
  question: 'customer',
  incident: 'third_party',
  service_request: 'parts',
  problem: 'problem',
  change: 'scheduled',
  complaint: 'approval',
}

interface Plot {
  readonly type: SampleType
  readonly phrases: Phrases
  readonly stage: Stage
}

const plots: readonly Plot[] = sampleTypes.flatMap((type, row) =>
  sampleLanguages.flatMap((phrases, column) => {
    const stage = stages[(row + column) % stages.length]
    return stage ? [{ type, phrases, stage }] : []
  }),
)

/** Thirty-six tickets: every default type in every category, every language in both, and a few more for what is rare. */
export const sampleTickets: readonly SampleTicket[] = [
  ...plots.map((plot): SampleTicket => {
    const [first, apart] = pace[plot.stage]
    return {
      key: `${plot.type}-${plot.phrases.language}`,
      hoursAgo: first - apart * sampleTypes.indexOf(plot.type),
      steps: stepsOf(plot),
    }
  }),
  ...rareTickets(),
]

function stepsOf({ type, phrases, stage }: Plot): SampleStep[] {
  const { language } = phrases
  // Problems and changes are opened by staff for a manager; customers open the others themselves.
  const isInternal = type === 'problem' || type === 'change'
  const customer = isInternal ? `manager-${language}` : `customer-${language}`
  const agent = `agent-${language}`
  const team = teamOf(language)
  const say = (after: number, by: string, act: SampleAct): SampleStep => ({ after, by, act })

  const opening: SampleStep = isInternal
    ? {
        after: 0,
        by: agent,
        channel: 'phone',
        act: { ...opened(type, phrases), requester: customer, company: `company-${language}`, team },
      }
    : {
        after: 0,
        by: customer,
        channel: 'portal',
        act: { ...opened(type, phrases), ...(stage === 'resolved' ? { cc: [`manager-${language}`] } : {}) },
      }
  if (stage === 'new') return [opening]

  const started = [
    opening,
    say(17, supervisorOf(team), { do: 'assign', assignee: agent, team }),
    say(31, agent, { do: 'reply', body: phrases.looking }),
    say(44, agent, { do: 'note', body: phrases.note }),
    say(58, agent, { do: 'reply', body: phrases.question }),
  ]
  if (stage === 'waiting') return [...started, say(63, agent, { do: 'perform', command: 'wait', input: { on: waits[type] } })]

  const answered = [...started, say(190, customer, { do: 'reply', body: phrases.answer })]
  if (stage === 'open') return [...answered, ...firstWork(type, team, agent), say(215, agent, { do: 'follow', person: 'collaborator' })]

  const solved = [
    ...answered,
    ...firstWork(type, team, agent),
    ...lastWork(type, phrases, agent),
    say(400, agent, {
      do: 'reply',
      body: phrases.solved,
      perform: { command: 'resolve', input: { resolution: 'solved', text: phrases.solved } },
    }),
  ]
  if (stage === 'resolved') return solved
  if (stage === 'closed') return [...solved, say(1700, customer, { do: 'perform', command: 'close' })]
  return [...solved, say(1600, customer, { do: 'reply', body: phrases.again }), say(1640, agent, { do: 'reply', body: phrases.looking })]
}

function opened(type: SampleType, { language, requests }: Phrases) {
  const levels = type === 'incident' ? { levels: { impact: 'medium', urgency: 'high' } } : {}
  return { do: 'create', type, language, ...requests[type], ...levels } as const
}

/** What a type does between the first answer and the work itself. */
function firstWork(type: SampleType, team: string, agent: string): SampleStep[] {
  const perform = (after: number, by: string, command: string): SampleStep => ({ after, by, act: { do: 'perform', command } })
  if (type === 'service_request') return [perform(205, agent, 'fulfil')]
  if (type === 'problem') return [perform(205, agent, 'record_known_error')]
  if (type === 'change') return [perform(205, supervisorOf(team), 'approve')]
  return []
}

/** What a type demands before it can be resolved. */
function lastWork(type: SampleType, { cause }: Phrases, agent: string): SampleStep[] {
  const step = (after: number, act: SampleAct): SampleStep => ({ after, by: agent, act })
  if (type === 'problem') return [step(330, { do: 'fields', fields: { root_cause: cause } })]
  if (type === 'complaint') return [step(330, { do: 'fields', fields: { cause } }), step(340, { do: 'perform', command: 'correct' })]
  if (type === 'change') return [step(330, { do: 'perform', command: 'implement' })]
  return []
}

/** Withdrawn before work began; staff who ask as customers; one contact who acts for two companies. */
function rareTickets(): SampleTicket[] {
  const [english, , , , italian] = sampleLanguages
  if (!english || !italian) return []
  const asked = ({ language, requests }: Phrases) => ({ do: 'create', type: 'question', language, ...requests.question }) as const
  return [
    {
      key: 'withdrawn',
      hoursAgo: 500,
      steps: [
        { after: 0, by: 'customer-en', channel: 'mail', act: asked(english) },
        { after: 25, by: 'customer-en', act: { do: 'perform', command: 'cancel', input: { reason: 'I found it myself, thank you.' } } },
      ],
    },
    {
      key: 'agent-as-customer',
      hoursAgo: 50,
      steps: [
        {
          after: 0,
          by: 'agent-it',
          acting: 'customer',
          channel: 'chat',
          act: { ...asked(italian), subject: 'Richiesta di ferie di esempio' },
        },
      ],
    },
    ...[english, italian].map((phrases, index) => ({
      key: `two-companies-${phrases.language}`,
      hoursAgo: 40 - index,
      steps: [{ after: 0, by: 'two-companies', company: `company-${phrases.language}`, channel: 'portal', act: asked(phrases) }],
    })),
  ]
}
