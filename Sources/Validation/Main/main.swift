import ServiceRuntime
import ValidationService

await runService(try ValidationService.installed(Settings()))
