import AssignmentService
import ServiceRuntime

await runService(AssignmentService.assembly)
