import ClaimEntryService
import ServiceRuntime

await runService(try ClaimEntryService.installed(Settings()))
