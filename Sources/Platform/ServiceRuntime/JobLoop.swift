import Logging
import Metrics
import ServiceLifecycle

/// Runs one job until the service is told to end. A failed turn is logged, and tried again after the usual pause.
struct JobLoop: Service {
    let job: Job
    let context: ServiceContext

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await job.run(context)
                } catch is CancellationError {
                    return
                } catch {
                    Counter(label: "job_failures", dimensions: [("job", job.name)]).increment()
                    context.logger.error("job failed", metadata: ["job": "\(job.name)", "error": "\(error)"])
                }
                do { try await Task.sleep(for: job.every) } catch { return }
            }
        }
    }
}
