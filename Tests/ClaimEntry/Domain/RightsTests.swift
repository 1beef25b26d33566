import ClaimEntryDomain
import Testing
import Vocabulary

@Suite struct RightsTests {
    private func rights(_ mission: ConvenedMission, home: CommuneName = Fixture.toulouse) -> Rights {
        Rights(of: mission, for: EntryPerson(home: home, school: nil, status: "internal"))
    }

    @Test func markingAwayFromHomeOpensBothTracks() {
        let rights = rights(Fixture.mission())

        #expect(rights.indemnity == .open && rights.travel == .open)
    }

    @Test func invigilationIsEnteredByTheServiceAndTravelByTheParticipant() {
        let rights = rights(Fixture.mission(.invigilation))

        #expect(rights.indemnity == .enteredByService && rights.travel == .open)
    }

    @Test func aMeetingOpensTravelAlone() {
        let rights = rights(Fixture.mission(.meeting))

        #expect(!rights.indemnity.isOpen && rights.travel == .open)
    }

    @Test func aMissionInOnesOwnCommuneOpensNoTravelAndSaysWhichCommune() {
        guard case .void(let reason) = rights(Fixture.mission(), home: Fixture.albi).travel else {
            return #expect(Bool(false), "travel is open")
        }
        #expect(reason.contains("Albi"))
    }

    @Test func aCommuneThatNoTableKnowsIsNamedAllTheSame() {
        let small = CommuneName(code: CommuneCode("81999")!, name: "Saint-Exemple")
        var mission = Fixture.mission()
        mission.commune = small

        guard case .void(let reason) = rights(mission, home: small).travel else {
            return #expect(Bool(false), "travel is open")
        }
        #expect(reason.contains("Saint-Exemple") && !reason.contains("81999"))
    }

    @Test(arguments: [MissionKind.presidency, .unknown("choir")])
    func whatAParticipantCannotKnowIsTheServicesToEnter(_ kind: MissionKind) {
        #expect(!rights(Fixture.mission(kind)).indemnity.isOpen)
    }

    @Test func aTestDuringTheYearOpensNoIndemnity() {
        var mission = Fixture.mission()
        mission.evaluation = .inYear

        #expect(!rights(mission).indemnity.isOpen)
    }
}
