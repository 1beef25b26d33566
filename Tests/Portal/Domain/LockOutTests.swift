import Foundation
import Testing

@testable import PortalDomain

struct LockOutTests {
    @Test(arguments: [(1, 0), (4, 0), (5, 30), (6, 60), (8, 240), (12, 3600), (1_000_000, 3600)])
    func theWaitForANameGrowsFromTheFifthFailureToAnHour(failures: Int, seconds: Int) {
        #expect(LockOut.delaySeconds(after: failures, of: .login) == seconds)
    }

    @Test func aSchoolBehindOneAddressMayMistypeOften() {
        #expect(LockOut.delaySeconds(after: 29, of: .address) == 0)
        #expect(LockOut.delaySeconds(after: 30, of: .address) == 30)
    }

    @Test(arguments: [
        "court", "motdepasse-2026", "aaaaaaaaaaaaaaaa", "martin va au marché", "123456789012",
        "l’identifiant E0042 ici",
    ])
    func aWeakPasswordIsRefusedWithWhatWouldBeRight(password: String) {
        #expect(!PasswordRule.faults(in: password, knownAs: ["Claire", "Martin", "e0042"]).isEmpty)
    }

    @Test func aShortSentenceIsAGoodPassword() {
        #expect(PasswordRule.faults(in: "trois pommes sur le toit", knownAs: ["Claire", "Martin"]).isEmpty)
    }

    @Test func aStoredPasswordReadsBackAsWritten() {
        let hash = ScryptHash(log2Cost: 15, blockSize: 8, parallelism: 1, salt: [1, 2, 3], hash: [4, 5, 6, 7])

        #expect(ScryptHash(hash.text) == hash)
    }

    @Test(arguments: [
        "", "azerty", "$scrypt$ln=40,r=8,p=1$AQID$BAUG", "$scrypt$ln=15,r=8,p=1$AQID$", "$argon2id$x$y$z",
    ])
    func anythingElseIsNoStoredPassword(text: String) {
        #expect(ScryptHash(text) == nil)
    }

    @Test func aSignInEndsAfterTenHoursOrThirtyIdleMinutes() {
        let start = Date(timeIntervalSince1970: 0)

        #expect(SessionRule.isAlive(startedAt: start, lastSeenAt: start + 35_000, now: start + 35_900))
        #expect(!SessionRule.isAlive(startedAt: start, lastSeenAt: start + 35_900, now: start + 36_000))
        #expect(!SessionRule.isAlive(startedAt: start, lastSeenAt: start, now: start + 1800))
    }
}
