import LiquidationService
import ServiceRuntime

await runService(LiquidationService.assembly(Settings()))
