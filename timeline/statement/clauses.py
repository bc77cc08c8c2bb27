"""Pieces grouped to clauses: what interrupts a clause is taken out of it, what belongs to it is put together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from timeline.languages.forms import BE, GERUND, HAVE, INFINITIVE, MODAL, PARTICIPLE, SUBJUNCTIVE
from timeline.languages.verbs import DATE
from timeline.statement.lexicon import ADVERB, COMPL, COND, CONNECT, COORD, PREP, PRON, REL, SUB
from timeline.statement.names import name_behind, subject_before
from timeline.statement.openings import behind_dateline, settle_openings
from timeline.statement.parsed import PARENTHESIS, has_subject
from timeline.statement.participles import ends_list, fronts, is_enclosed, opens_with_participle

if TYPE_CHECKING:
    from timeline.statement.parsed import Parse, Piece


@dataclass(slots=True)
class Clause:
    """Pieces with one finite verb (or a participle or infinitive in its place). `kind` is main or what its first word says."""

    kind: str  # main, sub, rel, content, condition, infinitive, participle
    pieces: list[Piece]
    parent: Clause | None = None
    partner: Clause | None = None  # the clause that lends a coordinated one its auxiliary and subject
    finite: tuple[int, ...] = ()
    verbal: tuple[int, ...] = ()
    # filled by the attribution pass
    speaker: str | None = None
    says: bool = False
    denies: bool = False
    dated_content: bool = False
    content: list[Clause] = field(default_factory=list)

    @property
    def first(self) -> int:
        """The first token."""
        return self.pieces[0].first

    @property
    def last(self) -> int:
        """The token after the last one."""
        return self.pieces[-1].last

    @property
    def region(self) -> int:
        """The quotation or parenthesis that the clause lies in; 0 is outside."""
        return self.pieces[0].region

    @property
    def has_verb(self) -> bool:
        """Whether it can carry a statement."""
        return bool(self.finite or self.verbal)

    def add(self, piece: Piece) -> None:
        """Let the clause go on in a further piece."""
        self.pieces.append(piece)
        self.finite += piece.finite
        self.verbal += piece.verbal


def group(parse: Parse, pieces: list[Piece]) -> list[Clause]:
    """The clauses of a sentence, in the order of their first tokens."""
    clauses: list[Clause] = []
    start = behind_dateline(parse, pieces)
    for region in sorted({piece.region for piece in pieces[start:]}):
        members = [piece for piece in pieces[start:] if piece.region == region and not piece.is_source]
        if region < PARENTHESIS or any(piece.finite or piece.verbal for piece in members):
            clauses += _Grouping(parse).group(members)
    clauses.sort(key=lambda clause: clause.first)
    settle_openings(parse, clauses)
    return clauses


class _Grouping:
    """Walks over the pieces of one region. `open` holds the clauses that still wait for their verb, the innermost last."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._clauses: list[Clause] = []
        self._open: list[Clause] = []
        self._main: Clause | None = None
        self._ahead: list[Piece] = []
        self._latest: Clause | None = None  # the one that was last begun or went on

    def group(self, pieces: list[Piece]) -> list[Clause]:
        for number, piece in enumerate(pieces):
            self._ahead = pieces[number + 1 :]
            if piece.opener == ";":
                self._open, self._main = [], None
            if piece.opener == ":" and not (self._open and self._has_date(self._open[0])):
                self._open, self._main, self._latest = [], None, None
            self._place(piece, is_last=number + 1 == len(pieces))
        return self._clauses

    def _has_date(self, clause: Clause) -> bool:
        return any(self._parse.words[i] == DATE for piece in clause.pieces for i in range(piece.first, piece.last))

    def _place(self, piece: Piece, *, is_last: bool) -> None:
        lead = self._lead(piece)
        if lead:
            self._open_dependent(piece, lead)
        elif self._is_inserted_saying(piece, is_last=is_last):
            self._new("main", piece)
        elif self._coordinates_dependent(piece):
            last = self._latest or self._clauses[-1]
            self._new(last.kind, piece, last.parent, partner=last)
        elif self._open:
            self._continue(piece)
        elif self._completes_bracket(piece):
            main = self._main
            if main:
                main.add(replace(piece, finite=(), verbal=tuple(sorted(piece.finite + piece.verbal))))
        elif piece.finite:
            subject = subject_before(self._parse, self._latest.pieces if self._latest else [], piece)
            self._main = self._new("main", piece, partner=self._partner(piece))
            self._main.pieces[:0] = subject
        else:
            self._attach(piece)

    def _completes_bracket(self, piece: Piece) -> bool:
        """`Am 3. Mai soll er, so die Anklage, …`: what follows ends with the form that the auxiliary waits for."""
        if self._main is None or not piece.finite or self._main_is_complete() or self._parse.roles[piece.first] & COORD:
            return False
        flags = [self._parse.tokens[i].flags for i in (*self._main.finite, *piece.finite)]
        is_beside = self._latest is self._main and self._parse.lexicon.verb_final  # only a source stands between
        form = INFINITIVE if flags[0] & MODAL else PARTICIPLE if flags[0] & HAVE and is_beside else 0
        return bool(form) and piece.finite[-1] == piece.last - 1 and all(flag & form for flag in flags[1:])

    def _lead(self, piece: Piece) -> int:
        """The role of a dependent clause; `während der Proben` has a preposition, not a subordinator."""
        parse = self._parse
        for i in range(piece.first, min(piece.first + 2, piece.last)):
            if parse.roles[i] & piece.lead and parse.roles[i] & PREP:
                is_before_date = i + 1 < piece.last and parse.words[i + 1] == DATE
                return 0 if is_before_date or not (piece.finite or piece.verbal) else piece.lead
        return piece.lead

    def _new(self, kind: str, piece: Piece, parent: Clause | None = None, partner: Clause | None = None) -> Clause:
        clause = Clause(kind, [], parent, partner)
        clause.add(piece)
        self._clauses.append(clause)
        self._latest = clause
        return clause

    def _open_dependent(self, piece: Piece, lead: int) -> None:
        parent = self._open[-1] if self._open else (self._clauses[-1] if self._clauses and piece.opener != ";" else None)
        if lead & REL and lead & COMPL:  # `that`: behind a noun that still waits for its verb it is relative
            lead = REL if self._open and not self._open[-1].finite else COMPL
        kind = next(name for role, name in _KINDS if lead & role)
        forms = 0
        for i in piece.verbal:
            forms |= self._parse.tokens[i].flags
        if not piece.finite and lead & SUB and forms & (INFINITIVE | GERUND):
            kind = "infinitive"
        clause = self._new(kind, piece, parent)
        if not piece.finite and not forms:
            self._open.append(clause)

    def _is_inserted_saying(self, piece: Piece, *, is_last: bool) -> bool:
        """`Der Prozess, teilte das Gericht mit, beginnt …`; `The bridge, police said, closed …`."""
        if not (self._open and self._open[0].kind == "main" and piece.finite) or is_last:
            return False
        if self._ahead and not self._ahead[0].opener and not self._ahead[0].lead:
            return False  # `…, said | it would close`: what is said follows at once
        if not self._goes_on_behind():
            return False
        if piece.opener == ")":
            return False  # `Ministerin Ute Mai (SPD) sagte …`
        verb = piece.finite[0]
        first = piece.first
        while self._parse.roles[first] & (CONNECT | ADVERB) and first < verb:
            first += 1
        is_told = verb + 1 < piece.last and self._parse.roles[verb + 1] & PRON  # `, hieß es,`
        if verb == first and not is_told and not name_behind(self._parse, verb + 1, piece.last):
            return False  # `Seine Anwältin, Petra Sommer, sagte, …`: its subject stands before it
        is_edge = verb == first or (verb >= piece.last - 2 and piece.last - piece.first <= 6)
        verbs = [verb, *(i for i in piece.verbal if self._parse.tokens[verb].flags & HAVE)]
        return is_edge and any(self._parse.lexicon.say.has(self._parse.words, i, piece.last) for i in verbs)

    def _goes_on_behind(self) -> bool:
        """Whether a verb for the interrupted clause follows before a colon or a semicolon."""
        for piece in self._ahead:
            if piece.opener in (":", ";"):
                return False
            if not piece.lead and (piece.finite or piece.verbal):
                return True
        return False

    def _coordinates_dependent(self, piece: Piece) -> bool:
        if not self._parse.roles[piece.first] & COORD or not self._clauses or not (piece.finite or piece.verbal):
            return False
        last = self._latest or self._clauses[-1]
        if last.kind in ("main", "infinitive") or last in self._open:
            return False
        if self._parse.lexicon.verb_final:
            return not piece.finite or piece.finite[-1] >= piece.last - 2
        return bool(self._open) or not has_subject(self._parse, piece)

    def _continue(self, piece: Piece) -> None:
        """A clause that waits for its verb goes on; one that never gets it was elliptical (`wie erwartet`)."""
        top = self._open[-1]
        if top.kind == "main" and opens_with_participle(self._parse, piece):
            if any(self._resumes(other) for other in self._ahead if not other.lead and other.opener == ","):
                self._new("participle", piece, top)
                return
            piece.finite, piece.verbal = piece.verbal[:1], piece.verbal[1:]
        if top.kind == "main" and self._is_reported(piece):
            self._new("content", piece, top)
            return
        if top.kind == "main" and is_enclosed(
            self._parse, piece, self._ahead, goes_on=self._latest is not None and self._latest.kind == "participle"
        ):
            self._new("participle", piece, top)
            return
        if piece.finite and top.kind != "main" and self._is_elliptical(piece):
            self._open.pop()
            self._place(piece, is_last=False)
            return
        top.add(piece)
        self._latest = top
        if piece.finite:
            self._open.pop()
            if top.kind == "main":
                self._main = top

    def _resumes(self, piece: Piece) -> bool:
        """`…, was moved`, `…, pulled 160 survivors from the water`: a verb that an interrupted subject waits for, not `police said`."""
        if opens_with_participle(self._parse, piece):
            return True
        says = piece.finite and self._parse.lexicon.say.has(self._parse.words, piece.finite[0], piece.last)
        return bool(piece.finite) and not (says and has_subject(self._parse, piece))

    def _is_elliptical(self, piece: Piece) -> bool:
        if self._parse.lexicon.verb_final:
            return piece.finite[-1] < piece.last - 2
        return has_subject(self._parse, piece)

    def _partner(self, piece: Piece) -> Clause | None:
        """The clause before, where a coordinated verb shares its subject."""
        if self._main and self._parse.roles[piece.first] & COORD:
            return self._main
        return None

    def _attach(self, piece: Piece) -> None:
        """A piece without a finite verb, and no clause waits for one."""
        last = self._latest
        if last is None or piece.opener == ";":
            if fronts(self._parse, piece, self._ahead) or (
                piece.region >= PARENTHESIS and any(self._parse.tokens[i].flags & PARTICIPLE for i in piece.verbal)
            ):
                self._new("participle", piece)
                self._latest = None
            else:
                self._open.append(self._new("main", piece))
        elif self._parse.roles[piece.first] & COORD and piece.verbal:
            self._new(last.kind, piece, last.parent, partner=last)
        elif self._is_infinitive(piece):
            self._new("infinitive", piece, last)
        elif self._is_participle(piece):
            listed = opens_with_participle(self._parse, piece) and any(ends_list(self._parse, other) for other in self._ahead[:1])
            self._new("main" if listed else "participle", piece, last, partner=self._main if listed else None)
        else:
            target = self._main if self._main and (self._parse.lexicon.verb_final or last.kind == "participle") else last
            target.add(piece)

    def _is_reported(self, piece: Piece) -> bool:
        """`Gerüchte, der Chef werde gehen, nannte …`: reported speech hangs on a noun without a joining word."""
        if not piece.finite or piece.opener != "," or not self._parse.lexicon.comma_clauses:
            return False
        return bool(self._parse.tokens[piece.finite[0]].flags & SUBJUNCTIVE) and has_subject(self._parse, piece)

    def _is_infinitive(self, piece: Piece) -> bool:
        flags = [self._parse.tokens[i].flags for i in piece.verbal]
        return bool(flags) and self._parse.lexicon.comma_clauses and flags[-1] == INFINITIVE and self._main_is_complete()

    def _main_is_complete(self) -> bool:
        """False where the auxiliary of the main clause still waits for its participle or infinitive."""
        main = self._main or (self._clauses[-1] if self._clauses else None)
        if main is None or main.verbal:
            return True
        return not any(self._parse.tokens[i].flags & (HAVE | BE | MODAL | INFINITIVE) for i in main.finite)

    def _is_participle(self, piece: Piece) -> bool:
        if piece.opener not in (",", "(", "–", "—", "-") or not piece.verbal:
            return False
        flags = self._parse.tokens[piece.verbal[0]].flags
        opens = piece.verbal[0] <= piece.first + 1 and bool(flags & (PARTICIPLE | GERUND))
        opens = opens and not self._parse.words[piece.first].isdigit()  # `dejó, según la policía, 32 muertos`
        closes = self._parse.lexicon.verb_final and piece.verbal[-1] == piece.last - 1 and self._main_is_complete()
        return (opens and not self._parse.lexicon.verb_final) or (closes and bool(flags & PARTICIPLE)) or piece.region >= PARENTHESIS


_KINDS: Final = ((COMPL, "content"), (COND, "condition"), (REL, "rel"), (SUB, "sub"))
