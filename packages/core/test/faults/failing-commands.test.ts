import { failingCommands } from './failing-calls.ts'
import { commandsOfCore } from './recipes.ts'

failingCommands(commandsOfCore)
