"""A chronology built by hand, of every status and precision; the export's tests load it with `runpy`."""

from __future__ import annotations

from calendar import monthrange

from timeline.model import Chronology, Day, Document, Event, Grain, Statement, Status, TimeSpan


def day(year: int, month: int, number: int, time: str | None = None) -> TimeSpan:
    return TimeSpan(Day(year, month, number), Day(year, month, number), Grain.DAY, time=time)


def days(first: Day, last: Day) -> TimeSpan:
    return TimeSpan(first, last, Grain.DAY)


def month(year: int, number: int, part: str = "") -> TimeSpan:
    return TimeSpan(Day(year, number, 1), Day(year, number, monthrange(year, number)[1]), Grain.MONTH, part=part)


def year(number: int, *, approximate: bool = False) -> TimeSpan:
    return TimeSpan(Day(number, 1, 1), Day(number, 12, 31), Grain.YEAR, approximate=approximate)


DOCUMENTS = {
    document.id: document
    for document in (
        Document(
            id="kurier",
            text="",
            blocks=(),
            title="Erste Einheiten & ihre Aufgabe",
            url="https://kurier.example/politik?id=1&teil=2",
            publisher="Abendkurier",
            language="de",
            published=Day(2024, 10, 27),
        ),
        Document(
            "herald", "", (), title="Pact heads for a vote", url="http://herald.example/pact", publisher="Harbour Herald", language="en"
        ),
        Document("sahifa", "", (), title="الوحدات الأولى", publisher="صحيفة المرفأ", language="ar", published=Day(2024, 10, 28)),
        Document("note", "", (), url="javascript:alert(1)"),
    )
}


def statement(document: str, quote: str, span: TimeSpan, status: Status = Status.PAST, attribution: str | None = None) -> Statement:
    return Statement(document, quote, 0, len(quote), span, status, attribution, "speech" if attribution else None)


def event(headline: str, *statements: Statement, lead: int = 0) -> Event:
    chosen = statements[lead]
    return Event(headline, chosen.span, chosen.status, chosen, statements, float(len(statements)))


EVENTS = (
    event("Gründung der Stadt", statement("note", "Die Stadt entstand um das Jahr 44 vor unserer Zeit.", year(-43, approximate=True))),
    event(
        "Das lange Jahrhundert",
        statement("note", "Im 19. Jahrhundert wuchs sie.", TimeSpan(Day(1800, 1, 1), Day(1899, 12, 31), Grain.CENTURY)),
    ),
    event(
        "Der Handel stockt",
        statement("kurier", "In den 1990er Jahren stockte der Handel.", TimeSpan(Day(1990, 1, 1), Day(1999, 12, 31), Grain.DECADE)),
    ),
    event("Sanktionen gelten", statement("kurier", "Seit 2014 gelten Sanktionen.", TimeSpan(Day(2014, 1, 1), None, Grain.YEAR))),
    event(
        "Pakt ausgehandelt",
        statement("kurier", "ein im Juni ausgehandelter Pakt", month(2024, 6)),
        statement("herald", "The pact was signed on 19 June.", day(2024, 6, 19)),
        statement("sahifa", "وُقّعت المعاهدة في يونيو.", month(2024, 6)),
    ),
    event("Manöver an der Küste", statement("herald", "Manoeuvres were held from 3 to 5 July.", days(Day(2024, 7, 3), Day(2024, 7, 5)))),
    event("Zug verlässt den Hafen", statement("herald", "A train left at 2.30 p.m. on 12 October.", day(2024, 10, 12, "14:30"))),
    event(
        "Berichte zurückgewiesen", statement("kurier", "Das Amt bestritt das am 18. Oktober.", day(2024, 10, 18), Status.DENIED, "Das Amt")
    ),
    event(
        "Erste Soldaten treffen ein",
        statement("herald", "The first soldiers arrived on Thursday.", day(2024, 10, 24), attribution="the service"),
        statement("kurier", "Am 24. Oktober trafen die ersten Soldaten ein.", day(2024, 10, 24), attribution="Geheimdienst"),
        lead=1,
    ),
    event("Ratifizierung in der Hauptstadt", statement("kurier", "Er wird am 6. November ratifiziert.", day(2024, 11, 6), Status.EXPECTED)),
    event("Frist für die Antwort", statement("note", "Bis zum 30. November muss sie antworten.", day(2024, 11, 30), Status.DEADLINE)),
    event(
        "Zahl könnte steigen",
        statement("kurier", "Die Zahl könnte bis Dezember steigen.", TimeSpan(None, Day(2024, 12, 31), Grain.MONTH), Status.CONDITIONAL),
    ),
    event(
        "Treffen im Frühjahr",
        statement("sahifa", "لقاء مرتقب في الربيع.", TimeSpan(Day(2025, 3, 1), Day(2025, 5, 31), Grain.SEASON), Status.EXPECTED),
    ),
)


def chronology(language: str = "de", title: str = "Der Pakt", events: tuple[Event, ...] = EVENTS) -> Chronology:
    return Chronology(title, language, events, DOCUMENTS)
