import { failingCommands } from './failing-calls.ts'
import { commandsOfWork } from './recipes-of-work.ts'

failingCommands(commandsOfWork)
