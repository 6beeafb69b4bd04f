"""The gate: judges cheaply, before any parsing, whether an article may report a protest, and says why.

Two steps: a word list that all reports must pass (``WordGate``), then a small trained model
(``RelevanceModel``). docs/explanation/gate.md tells how they were chosen.
"""

from __future__ import annotations

from dateline.gate.own_words import OwnWords
from dateline.gate.relevance import RelevanceModel
from dateline.gate.verdict import Verdict
from dateline.gate.words import WordGate
from dateline.settings import Settings

__all__ = ["SHORT_CHARS", "Gate", "RelevanceModel", "Verdict", "WordGate"]

# Too few words for the trained step to judge, and soon read in full: reports up to this many
# characters, about fifty words, need the word list alone (decision 0095).
SHORT_CHARS = 300


class Gate:
    """Both steps, with the threshold of the settings (``gate_threshold``)."""

    def __init__(self, settings: Settings | None = None) -> None:
        settings = settings or Settings()
        self._threshold = settings.gate_threshold
        self._own = OwnWords(settings.codebook.forms) if settings.codebook.forms else None
        self._words = WordGate(self._own.words if self._own else ())
        self._model = RelevanceModel()

    @property
    def model(self) -> str:
        """Name and version of the trained step, for ``made_by``."""
        return self._model.name

    @property
    def threshold(self) -> float:
        """Probability below which the trained step leaves an article out."""
        return self._threshold

    def words_in(self, text: str, title: str | None = None) -> list[str]:
        """The protest words of the list that the article holds, each once, in order."""
        return list(dict.fromkeys(self._words.find(f"{title}\n{text}" if title else text)))

    def contributions(self, text: str, title: str | None = None) -> tuple[float, list[tuple[str, float]]]:
        """What the trained step made of the article: see ``RelevanceModel.contributions``."""
        if self._own is not None:
            text, _ = self._own.plain(text)
            title, _ = self._own.plain(title or "")
        return self._model.contributions(text, title)

    def judge(self, text: str, title: str | None = None) -> Verdict:
        """Whether to read the article in full; never raises for what a text holds.

        ``relevance`` is 0.0 where no protest word was found, else the model's probability. An article
        with a sure word of the team's codebook is always kept, and so is a short one.
        """
        verdict = self._words.judge(text, title)
        if not verdict.keep:
            return Verdict(keep=False, reason=verdict.reason, relevance=0.0)
        sure = False
        if self._own is not None:
            text, sure_text = self._own.plain(text)
            title, sure_title = self._own.plain(title or "")
            sure = sure_text or sure_title
        relevance = round(self._model.probability(text, title), 4)
        if sure or len(text) <= SHORT_CHARS or relevance >= self._threshold:
            return Verdict(keep=True, relevance=relevance)
        reason = f"relevance {relevance:.2f} is below {self._threshold:.2f}"
        return Verdict(keep=False, reason=reason, relevance=relevance)
