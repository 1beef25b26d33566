import ClaimEntryService
import ServiceRuntime

await runService(ClaimEntryService.assembly(Settings()))
