"""Fit the second network of ``dateline.parse.tagger``, which reads sources, cues and attributed words.

    ../tagger-venv/bin/python training/attribution.py --tags build/attribution-train.npz

In the environment of training/tagger.py, and after it: the network is one layer on top of what the second
layer of the encoder that ships gives, so that the encoder reads a text once for both. Reads
``attribution/train.jsonl.gz`` alone (the encoder itself has never seen it). Writes
``src/dateline/parse/tagger/attribution.onnx`` with its labels and, with ``--tags``, the chances of the
training articles, each given by a network that did not see the article: training/statement_cues.py is
fitted on those. Seeded; two cores; the time it took is in docs/reference/models/attribution.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime import InferenceSession, SessionOptions
from tagger import BELOW, INSIDE, OUT, STEP, Row, base_folder, cut  # in this folder
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

LABELS = ("source", "cue", "content")
EPOCHS, BATCH = 4, 16
RATE, RATE_OF_HEAD = 2e-4, 1e-3
FOLDS, SEED = 3, 1

Array = np.ndarray[Any, Any]


def labelled(row: Row) -> Iterator[tuple[str, int, int]]:
    """Label, start and end of every stretch that was marked."""
    for told in row["attributions"]:
        for label in LABELS:
            for start, end in told[label]:
                yield label, start, end


class Article:
    """One article's windows: what the encoder gives of each, labels, mask; and its pieces' places."""

    def __init__(self, row: Row, tokenizer: Tokenizer, encoder: InferenceSession) -> None:
        self.id = row["id"]
        self.windows, self.offsets = cut(row, tokenizer, LABELS, labelled)
        shape = (len(self.windows), INSIDE + 2)
        self.states = np.zeros((*shape, 384), np.float16)
        for at, window in enumerate(self.windows):
            ids = np.array([window.ids[: window.length + 2]], dtype=np.int64)  # as they are read in use
            (self.states[at, : window.length + 2],) = encoder.run(["states"], {"ids": ids})[0]


class Net(nn.Module):
    """One layer of its own, begun as the base's next one, and a chance for each label."""

    def __init__(self) -> None:
        super().__init__()
        base = BertModel.from_pretrained(base_folder(), add_pooling_layer=False)
        self.layer = base.encoder.layer[BELOW]
        self.heads, self.width = base.config.num_attention_heads, base.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(self.width, len(LABELS))
        nn.init.constant_(self.head.bias, -2.0)

    def forward(self, states: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """Log-odds, of shape (windows, pieces, labels), of states of shape (windows, pieces, width)."""
        own = self.layer.attention.self
        asked, keys, values = (self._split(one(states)) for one in (own.query, own.key, own.value))
        fits = asked @ keys.transpose(-1, -2) / (self.width / self.heads) ** 0.5
        if mask is not None:
            fits = fits + (1.0 - mask[:, None, None, :]) * -1e4
        shares = self.drop(torch.softmax(fits, -1))
        joined = (shares @ values).transpose(1, 2).reshape(states.size(0), states.size(1), self.width)
        mixed = self.layer.attention.output(joined, states)
        result: torch.Tensor = self.head(self.drop(self.layer.output(self.layer.intermediate(mixed), mixed)))
        return result

    def _split(self, states: torch.Tensor) -> torch.Tensor:
        split = states.view(states.size(0), states.size(1), self.heads, self.width // self.heads)
        return split.transpose(1, 2)


def fit(articles: list[Article], seed: int) -> Net:
    """A network fitted on articles, with a rising and then falling rate."""
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    states = np.concatenate([a.states for a in articles])
    windows = [w for a in articles for w in a.windows]
    net = Net().train()
    groups = [{"params": net.layer.parameters(), "lr": RATE}, {"params": net.head.parameters()}]
    optimizer = torch.optim.AdamW(groups, lr=RATE_OF_HEAD, weight_decay=0.01)
    steps, step = EPOCHS * -(-len(windows) // BATCH), 0
    for epoch in range(EPOCHS):
        begun, total, shuffled = time.monotonic(), 0.0, order.permutation(len(windows))
        for at in range(0, len(windows), BATCH):
            batch = shuffled[at : at + BATCH]
            share = min(1.0, step / (steps * 0.1)) * max(0.0, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, (RATE, RATE_OF_HEAD), strict=True):
                group["lr"] = rate * share
            mask = torch.tensor([windows[i].mask for i in batch], dtype=torch.float32)
            truth = torch.tensor(np.stack([windows[i].truth for i in batch]))
            odds = net(torch.tensor(states[batch].astype(np.float32)), mask)
            each = nn.functional.binary_cross_entropy_with_logits(odds, truth, reduction="none")
            loss = (each * mask[..., None]).sum() / mask.sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            step, total = step + 1, total + float(loss.detach())
        each_one = total * BATCH / len(windows)
        print(f"  epoch {epoch}: loss {each_one:.4f}, {time.monotonic() - begun:.0f} s", flush=True)
    return net.eval()


def chances_of(net: Net, article: Article) -> Array:
    """Chances of an article's pieces, each from the window where it stands best."""
    parts, edge = [], (INSIDE - STEP) // 2
    with torch.no_grad():
        for window, states in zip(article.windows, article.states, strict=True):
            own = torch.tensor(states[None, : window.length + 2].astype(np.float32))
            chances = torch.sigmoid(net(own))[0].numpy()
            begin = edge if window.first else 0
            end = window.length if window.last else STEP + edge
            parts.append(chances[1 + begin : 1 + end])
    return np.concatenate(parts)


def write_tags(path: Path, articles: list[Article]) -> None:
    """Chances of the training articles, each from a network fitted on the other folds."""
    arrays: dict[str, Array] = {}
    for fold in range(FOLDS):
        print(f"fold {fold + 1} of {FOLDS}", flush=True)
        net = fit([a for i, a in enumerate(articles) if i % FOLDS != fold], SEED + fold + 1)
        for article in articles[fold::FOLDS]:
            arrays[f"{article.id}|offsets"] = np.array(article.offsets, dtype=np.int32)
            arrays[f"{article.id}|chances"] = chances_of(net, article).astype(np.float16)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, labels=np.array(LABELS), **arrays)  # type: ignore[arg-type]


class _Chances(nn.Module):
    """The network as it is used: chances of whole windows."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.net(states))


def write_model(net: Net, folder: Path) -> None:
    """Weights in eight bits and the labels, as the package ships them."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    plain = folder / "plain.onnx"
    states = torch.ones(1, INSIDE + 2, net.width)
    torch.onnx.export(
        _Chances(net).eval(), (states,), str(plain), input_names=["states"], output_names=["chances"],
        dynamic_axes={"states": {1: "pieces"}, "chances": {1: "pieces"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(plain, folder / "attribution.onnx", weight_type=QuantType.QInt8, per_channel=True)
    plain.unlink()
    (folder / "attribution-labels.json").write_text(json.dumps(LABELS) + "\n", encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--tags", type=Path, help="where to write the chances of the training articles")
    given = parser.parse_args()
    torch.set_num_threads(2)
    tokenizer = Tokenizer.from_file(str(OUT / "tokenizer.json"))
    options = SessionOptions()
    options.intra_op_num_threads = 2
    encoder = InferenceSession(OUT / "encoder.onnx", options, providers=["CPUExecutionProvider"])
    with gzip.open(given.bench / "attribution/train.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [Article(json.loads(line), tokenizer, encoder) for line in lines]
    if given.tags:
        write_tags(given.tags, articles)
    print("all articles", flush=True)
    write_model(fit(articles, SEED), OUT)


if __name__ == "__main__":
    main()
