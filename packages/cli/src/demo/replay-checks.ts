import type { SmokeCheck } from './smoke-checks.ts'

/** What must be so after a log was replayed, whichever part of it. */
export const replayChecks: readonly SmokeCheck[] = [
  {
    what: 'the replayed desk is served like the sample',
    async run({ text, tickets, expect }) {
      const page = await text('/')
      const [caller] = /demo:(caller-[a-z0-9-]+)/.exec(page.body)?.slice(1) ?? []
      expect(caller !== undefined && page.body.includes('demo:admin'), 'callers and the administrator on the start page')
      const all = await tickets('admin')
      const own = await tickets(caller ?? '')
      expect(all.length > 0 && all.every(({ type }) => type === 'log_incident'), 'the incidents for the administrator')
      expect(own.length > 0 && own.length <= all.length && own.every((one) => one['status'] === undefined), 'their own for a caller')
    },
  },
]
