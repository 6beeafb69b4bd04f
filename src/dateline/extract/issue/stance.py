"""Whether an issue is something the event is for or against."""

from __future__ import annotations

from dateline.extract.issue.clauses import Clause
from dateline.records.lists import Stance

_AGAINST = frozenset(
    "against oppose condemn denounce reject protest over stop end halt no anti anti- resist decry slam "
    "cancel scrap withdraw abolish ban cease opposition outrage anger angered angry criticise criticize "
    "repeal resign resignation removal boycott fight combat".split()
)
_FOR = frozenset(
    "for support demand solidarity favour favor pro pro- honour honor back defend justice promote "
    "celebrate want seek urge commemorate mourn remember increase better higher freedom release push "
    "campaign call".split()
)


def stance_of(clause: Clause) -> Stance:
    """Read from the words that the stretch hangs by and begins with; "unknown" where neither says."""
    doc = clause.tokens.doc
    opener = doc[clause.opener]
    words = [opener.lower_, opener.lemma_.lower(), opener.head.lower_, opener.head.lemma_.lower()]
    words += [t.lemma_.lower() for t in clause.tokens[:3]]
    if clause.tokens[0].lower_.startswith("anti"):
        return "against"
    if clause.tokens[0].lower_.startswith("pro-"):
        return "for"
    for word in words:
        if word in _AGAINST:
            return "against"
        if word in _FOR:
            return "for"
    return "unknown"
