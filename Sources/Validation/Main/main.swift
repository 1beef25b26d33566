import ServiceRuntime
import ValidationService

await runService(ValidationService.assembly)
