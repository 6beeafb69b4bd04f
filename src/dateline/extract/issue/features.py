"""What the judge of issues looks at: a stretch of text and an event."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.extract.issue.clauses import Clause
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.parse.tags import Tags

MAX_SENTENCES_APART = 8
_CAUSE_VERBS = frozenset(
    "demand call oppose protest condemn denounce support urge back want seek push fight campaign reject "
    "defend express voice mark commemorate honor honour stop end save".split()
)


def clause_features(clause: Clause) -> list[str]:
    """Features of a stretch that do not depend on the event."""
    opener = clause.tokens.doc[clause.opener]
    governor = opener.head
    first = clause.tokens[0].lower_
    object_ = next((c for c in opener.children if c.dep_ in ("pobj", "dobj", "pcomp")), None)
    features = [
        "bias",
        f"kind={clause.kind}",
        f"open={opener.lemma_.lower()}|{clause.kind}",
        f"dep={opener.dep_}",
        f"gov={governor.lemma_.lower()}|{clause.kind}",
        f"gov={governor.lemma_.lower()}|{opener.lower_ if clause.kind == 'prep' else opener.dep_}",
        f"govpos={governor.pos_}",
        f"first={first}",
        f"tag={opener.tag_}",
        f"length={min(len(clause.tokens) // 3, 5)}",
        f"cause={governor.lemma_.lower() in _CAUSE_VERBS}|{clause.kind}",
        f"up={governor.head.lemma_.lower()}|{governor.dep_}",
    ]
    if object_ is not None:
        features += [f"object={object_.lemma_.lower()}", f"objectent={object_.ent_type_ or object_.pos_}"]
    return features


def tagged_features(clause: Clause, tags: Tags) -> list[str]:
    """How issue-like the stretch is, and the words at its edges, inside and out."""
    tokens = clause.tokens
    doc = tokens.doc
    edges = {"first": tokens.start, "last": tokens.end - 1, "before": tokens.start - 1, "after": tokens.end}
    found = tags.features(("issues", "trigger", "targets"), tokens.start_char, tokens.end_char)
    for name, at in edges.items():
        if 0 <= at < len(doc):
            found += tags.features(("issues",), doc[at].idx, doc[at].idx + len(doc[at]), name)
    return found


def near_features(parsed: Parsed, clause: Clause, occurrence: Occurrence) -> list[str]:
    """Features of a stretch and an event together."""
    opener = clause.tokens.doc[clause.opener]
    roots = [t.root for t in occurrence.trigger]
    root = min(roots, key=lambda r: abs(r.i - opener.i))
    apart = clause.sentence - parsed.sentence_of(root.i)
    bucket = apart if abs(apart) < 3 else 3 if apart > 0 else -3
    features = [
        f"apart={bucket}|{clause.kind}",
        f"inscope={clause.sentence in occurrence.scope}|apart={bucket}",
        f"form={occurrence.form.value}|open={opener.lower_}",
        f"position={min(clause.sentence // 3, 5)}",
    ]
    if apart == 0:
        distance = opener.i - root.i
        features.append(f"side={distance > 0}|{min(abs(distance) // 3, 5)}|{clause.kind}")
        features.append(f"under={_hangs(opener, root)}|{clause.kind}")
        features.append(f"under={_hangs(opener, root)}|open={opener.lower_}")
    return features


def _hangs(opener: Token, root: Token) -> str:
    """How the stretch hangs on the trigger: by how many steps up, or beside it, or not."""
    token, steps = opener, 0
    while token.head is not token and steps < 5:
        token, steps = token.head, steps + 1
        if token.i == root.i:
            return f"trigger{steps}"
    if opener.head.i == root.head.i:
        return "beside"
    if root.is_ancestor(opener.head) or opener.is_ancestor(root):
        return "near"
    return "no"
