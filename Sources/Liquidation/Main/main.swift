import LiquidationService
import ServiceRuntime

await runService(try LiquidationService.installed(Settings()))
