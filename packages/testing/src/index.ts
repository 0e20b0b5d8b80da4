export type {
  ConformanceArguments,
  ConformanceOptions,
  Example,
  ExampleContext,
  Examples,
  PluginSource,
} from './conformance/conformance-options.ts'
export type { Finding } from './conformance/finding.ts'
export { checkPlugin, NonConforming } from './conformance/run-checks.ts'
export { type TestDatabase, testDatabases } from './database/test-databases.ts'
export type { ActorName, TestActor, TestPlaces } from './desk/actors.ts'
export { Canaries } from './desk/canaries.ts'
export { EventRecorder, type RecordedEvent } from './desk/event-recorder.ts'
export { type Logged, RecordingLog } from './desk/recording-log.ts'
export { type Duration, TestClock } from './desk/test-clock.ts'
export { type TestDesk, type TestDeskOptions, testDesk, type Who } from './desk/test-desk.ts'
export { TestIds } from './desk/test-ids.ts'
