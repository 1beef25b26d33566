import PortalService
import ServiceRuntime

await runService(PortalService.assembly(Settings()))
