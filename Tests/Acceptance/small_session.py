"""A small invented session, as the files that `imagin import` reads."""

from datetime import date, timedelta
from pathlib import Path

SESSION = "2026-06"
TEST = {"correction": "Philosophie", "oral": "Français, épreuve anticipée orale"}


def days(count: int) -> list[date]:
    """Working days of June."""
    found, day = [], date(2026, 6, 1)
    while len(found) < count:
        if day.weekday() < 5:
            found.append(day)
        day += timedelta(days=1)
    assert found[-1] <= date(2026, 7, 10), "the session is too short for so many missions"
    return found


def number(index: int) -> str:
    return f"C{index:05}"


def write(folder: Path, people: int, missions: int) -> None:
    """Everybody is convened to every mission: `people` times `missions` convocations."""
    folder.mkdir(parents=True, exist_ok=True)

    def file(name: str, header: str, lines: list[str]) -> None:
        (folder / name).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")

    file("sessions.csv", "code;libelle;debut;fin", [f"{SESSION};Session de juin;2026-06-01;2026-07-10"])
    file(
        "communes.csv", "insee;nom;latitude;longitude;population",
        ["31555;Toulouse;43.6045;1.4442;504078", "31069;Blagnac;43.6364;1.3911;26244", "65440;Tarbes;43.2328;0.0781;42888"],
    )
    file("centres.csv", "code;nom;commune", ["0650026A;Lycée Théophile-Gautier;65440"])
    file(
        "participants.csv",
        "numero;nom;prenom;courriel;statut;commune_residence;commune_etablissement;missions_max",
        [f"{number(i)};Personne{i};Essai;;interne;31555;31069;{missions}" for i in range(people)],
    )
    file(
        "competences.csv", "numero;examen;epreuve",
        [f"{number(i)};bac-general;{test}" for i in range(people) for test in TEST.values()],
    )
    kinds = list(TEST)
    file(
        "missions.csv",
        "code;session;nature;examen;epreuve;service;centre;creneaux;effectif;minutes_par_candidat;evaluation;a_distance",
        [
            ";".join([
                f"M{index:03}", SESSION, kinds[index % 2], "bac-general", TEST[kinds[index % 2]], "DEC1", "0650026A",
                f"{day} 08:00-12:00|{day} 13:30-17:30", str(people), "20" if index % 2 else "", "terminale", "non",
            ])
            for index, day in enumerate(days(missions))
        ],
    )
