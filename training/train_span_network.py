"""Train the reader's network: where in a text an answer stands, by characters, small enough for numpy.

pip install torch   (training only; the package reads the weights with numpy)
python training/train_span_network.py --data ../shared/data --laws FOLDER --out src/policyqa/model/reader
"""

from __future__ import annotations

import argparse
import collections
import json
import math
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from ask_statutes import ask_statutes, read_statutes
from safetensors.numpy import save_file
from torch import Tensor, nn
from torch.nn import functional
from train_reader import Example, overlap, read_examples

from policyqa.reader.candidates import find_candidates
from policyqa.reader.coverage import lower

SEED = 20261122
CHARS, PAIRS = 6000, 14000
WIDTH, EMBEDDED = 40, 32
WINDOW, ASKED = 320, 40
DILATIONS = (1, 2, 4)
LATER = (1, 8)
RATE = 3e-3
STATUTES = 500
"""Statutes whose words are counted, for the vectors to begin with."""
RIVALLED = 0.1
"""Share of examples shown another passage instead of their own: nothing in it answers."""


def spell(text: str, chars: dict[str, int], pairs: dict[str, int]) -> np.ndarray:
    """Number a text's characters, and the pair that each begins; 1 for what is unknown."""
    lowered = lower(text)
    row = np.ones((2, len(text)), np.int32)
    row[0] = [chars.get(c, 1) for c in lowered]
    row[1, :-1] = [pairs.get(lowered[i : i + 2], 1) for i in range(len(text) - 1)]
    return row


def matches(context: np.ndarray, question: np.ndarray) -> np.ndarray:
    """Tell for each character whether it, the pair that it begins, and the pair that it ends stand in the question."""
    chars = np.isin(context[0], question[0][question[0] > 1])
    begins = np.isin(context[1], question[1][question[1] > 1])
    ends = np.concatenate([[False], begins[:-1]])
    triple = begins & np.concatenate([begins[1:], [False]])
    return np.stack([chars, begins, ends, triple, begins | ends]).astype(np.float32)


class Network(nn.Module):
    """Embeddings, matches with the question, gated convolutions, three outputs for each character."""

    def __init__(self, pair_vectors: np.ndarray, char_vectors: np.ndarray) -> None:
        super().__init__()
        self.char = nn.Embedding.from_pretrained(torch.tensor(char_vectors), freeze=False, padding_idx=0)
        self.pair = nn.Embedding.from_pretrained(torch.tensor(pair_vectors), freeze=False, padding_idx=0)
        self.align = nn.Linear(2 * EMBEDDED, WIDTH)
        self.ask_in = nn.Linear(2 * EMBEDDED, WIDTH)
        self.ask = nn.ModuleList(nn.Conv1d(WIDTH, 2 * WIDTH, 3, padding=1) for _ in range(2))
        self.weigh = nn.Linear(WIDTH, 1)
        self.enter = nn.Linear(2 * EMBEDDED + WIDTH + 6, WIDTH)
        self.of_question = nn.Linear(WIDTH, WIDTH)
        self.early = nn.ModuleList(nn.Conv1d(WIDTH, 2 * WIDTH, 3, padding=d, dilation=d) for d in DILATIONS)
        self.again = nn.Linear(2 * WIDTH, WIDTH)
        self.late = nn.ModuleList(nn.Conv1d(WIDTH, 2 * WIDTH, 3, padding=d, dilation=d) for d in LATER)
        self.out = nn.Linear(2 * WIDTH, 3)
        self.drop = nn.Dropout(0.1)

    def embed(self, rows: Tensor) -> Tensor:
        return torch.cat([self.char(rows[:, 0]), self.pair(rows[:, 1])], -1)

    def convolve(self, layers: nn.ModuleList, x: Tensor, mask: Tensor) -> Tensor:
        for layer in layers:
            y = layer(self.drop(x).transpose(1, 2)).transpose(1, 2)
            a, b = y.chunk(2, -1)
            x = (x + a * torch.sigmoid(b)) * mask.unsqueeze(-1) * math.sqrt(0.5)
        return x

    def forward(self, context: Tensor, question: Tensor, shared: Tensor) -> Tensor:
        cmask, qmask = (context[:, 0] > 0).float(), (question[:, 0] > 0).float()
        c, q = self.drop(self.embed(context)), self.drop(self.embed(question))
        hidden = qmask[:, None, :] == 0
        ca, qa = torch.relu(self.align(c)), torch.relu(self.align(q))
        attend = torch.softmax((ca @ qa.transpose(1, 2)).masked_fill(hidden, -1e4), -1)
        aligned = attend @ qa
        likeness = functional.normalize(ca, dim=-1) @ functional.normalize(qa, dim=-1).transpose(1, 2)
        likeness = likeness.masked_fill(hidden, 0).amax(-1, keepdim=True)
        asked = self.convolve(self.ask, self.ask_in(q) * qmask.unsqueeze(-1), qmask)
        pooled = torch.softmax(self.weigh(asked).squeeze(-1).masked_fill(qmask == 0, -1e4), -1).unsqueeze(1) @ asked
        x = self.enter(torch.cat([c, aligned, shared, likeness], -1)) + self.of_question(pooled)
        x = self.convolve(self.early, x * cmask.unsqueeze(-1), cmask)
        again = torch.softmax((x @ asked.transpose(1, 2) / math.sqrt(WIDTH)).masked_fill(hidden, -1e4), -1) @ asked
        x = self.again(torch.cat([x, again], -1)) * cmask.unsqueeze(-1)
        x = self.convolve(self.late, x, cmask)
        return self.out(torch.cat([x, x * pooled], -1))


def near_vectors(texts: list[str], names: list[str]) -> np.ndarray:
    """Vectors of pairs (or characters) from what stands near them: positive pointwise information, reduced."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.linalg import svds

    numbers = {name: i for i, name in enumerate(names)}
    long = len(names[-1])
    near = None
    for block in range(0, len(texts), 400):
        text = "\n\n".join(texts[block : block + 400]).lower()
        ids = np.array([numbers.get(text[i : i + long], -1) for i in range(len(text) - long + 1)], np.int64)
        keys = [a * len(names) + b for d in range(long, long + 5) for a, b in [(ids[:-d], ids[d:])]]
        ok = [(ids[:-d] >= 0) & (ids[d:] >= 0) for d in range(long, long + 5)]
        every, counts = np.unique(np.concatenate([k[o] for k, o in zip(keys, ok, strict=True)]), return_counts=True)
        part = coo_matrix((counts, (every // len(names), every % len(names))), (len(names), len(names))).tocsr()
        near = part if near is None else near + part
    near = (near + near.T).tocoo()
    keep = near.data > 2
    row, col, count = near.row[keep], near.col[keep], near.data[keep].astype(np.float64)
    total = np.maximum(np.bincount(row, count, len(names)), 1)
    information = np.log(count * total.sum() / (total[row] * total[col] ** 0.75 * total.sum() ** 0.25))
    good = information > 0
    matrix = coo_matrix((information[good], (row[good], col[good])), near.shape).tocsr()
    left, size, _ = svds(matrix, k=EMBEDDED, random_state=SEED)
    vectors = left * np.sqrt(size)
    return (vectors / (vectors.std() + 1e-9) * 0.5).astype(np.float32)


Row = tuple[Example, tuple[str, ...]]
"""An example, and another passage (or none) in which nothing answers it."""


class Spelling(NamedTuple):
    """The characters and pairs that have numbers, in the order of their numbers, and those numbers."""

    char_names: list[str]
    pair_names: list[str]
    chars: dict[str, int]
    pairs: dict[str, int]


def main() -> None:
    """Train, measure on the held-out questions, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--laws", type=Path, required=True, help="the folder that laws.tar.zst was unpacked to")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2800, help="batches to train on")
    parser.add_argument("--made", type=int, default=12000, help="questions made from statutes")
    parser.add_argument("--batch", type=int, default=24)
    given = parser.parse_args()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    cmrc = read_examples(given.data / "reading" / "cmrc2018-train.json", held_out=True)
    drcd = read_examples(given.data / "reading" / "drcd-dev.json", held_out=False)
    made = [Example(*m, False) for m in ask_statutes(given.laws, given.made, SEED)]
    laws = [text for _, text in read_statutes(given.laws)]
    rng.shuffle(laws)
    seen = [e for e in cmrc if not e.held_out] + drcd
    texts = sorted({e.text for e in seen}) + laws[:STATUTES]
    names = number([*texts, *(e.question for e in seen)])
    print(f"{len(seen)} asked, {len(made)} made, {len(names.chars)} characters, {len(names.pairs)} pairs", flush=True)
    of_chars = np.concatenate([np.zeros((2, EMBEDDED), np.float32), near_vectors(texts, names.char_names[2:])])
    of_pairs = near_vectors(texts, names.pair_names)
    of_pairs[:2] = 0
    net = Network(of_pairs, of_chars)
    others = rng.sample(seen, len(seen))
    asked: list[Row] = [(e, (o.text,)) for e, o in zip(seen, others, strict=True)] + [(e, ()) for e in made]
    held = [e for e in cmrc if e.held_out]
    train(net, asked, names, given.steps, given.batch, rng)
    report(net, held, names)
    save(net, names.char_names, names.pair_names, given.out)


def number(texts: list[str]) -> Spelling:
    """Number the characters, and the pairs without punctuation, that the texts use most."""
    pieces: collections.Counter[str] = collections.Counter()
    singles: collections.Counter[str] = collections.Counter()
    for text in texts:
        low = lower(text)
        singles.update(low)
        pieces.update(low[i : i + 2] for i in range(len(low) - 1) if not set(low[i : i + 2]) & set("\n ,。;:"))
    chars = ["", "?unknown"] + [c for c, _ in singles.most_common(CHARS)]
    pairs = ["", "?unknown"] + [c for c, n in pieces.most_common(PAIRS) if n > 2]
    return Spelling(chars, pairs, {c: i for i, c in enumerate(chars)}, {c: i for i, c in enumerate(pairs)})


def make_batch(rows: list[Row], spelled: dict[str, np.ndarray], names: Spelling, rng: random.Random) -> list[Tensor]:
    """Lay out examples: context, question, matches, what lies inside the answer, its first and last character.

    A context is a window of a passage that holds the answer; where another passage is shown, the bounds are -100.
    """
    size = min(WINDOW, max(len(e.text) for e, _ in rows))
    c = np.zeros((len(rows), 2, size), np.int64)
    q = np.zeros((len(rows), 2, ASKED), np.int64)
    f = np.zeros((len(rows), size, 5), np.float32)
    inside = np.zeros((len(rows), size), np.float32)
    bounds = np.full((2, len(rows)), -100)
    for i, (e, others) in enumerate(rows):
        question = e.question if rng.random() < 0.7 else "".join(x for x in e.question if rng.random() > 0.06)
        words = spell(question[-ASKED:] or "?", names.chars, names.pairs)
        q[i, :, : words.shape[1]] = words
        rival = spelled.get(others[0]) if others and rng.random() < RIVALLED else None
        own = spelled[e.text] if rival is None else rival
        most = own.shape[1] - size if rival is not None else min(e.start, own.shape[1] - size)
        least = 0 if rival is not None else min(e.end - size, most)
        low = rng.randint(max(0, least), most) if most > 0 else 0
        part = own[:, low : low + size]
        c[i, :, : part.shape[1]] = part
        f[i, : part.shape[1]] = matches(part, words).T
        if rival is None:
            a, b = e.start - low, min(e.end - low, size)
            inside[i, a:b] = 1
            bounds[:, i] = a, b - 1
    return [torch.from_numpy(x) for x in (c, q, f, inside, bounds)]


def losses(net: Network, batch: list[Tensor]) -> Tensor:
    """Give the losses of starts, of ends, and of what lies inside."""
    c, q, f, inside, bounds = batch
    out = net(c, q, f)
    mask = c[:, 0] > 0
    scored = out[..., :2].masked_fill(~mask.unsqueeze(-1), -1e4)
    hits = bounds[0] >= 0
    start = functional.cross_entropy(scored[..., 0][hits], bounds[0][hits])
    end = functional.cross_entropy(scored[..., 1][hits], bounds[1][hits])
    each = functional.binary_cross_entropy_with_logits(out[..., 2], inside, reduction="none") * mask
    return torch.stack([start, end, 5 * (each.sum(1) / mask.sum(1)).mean()])


def train(
    net: Network,
    asked: list[Row],
    names: Spelling,
    steps: int,
    size: int,
    rng: random.Random,
) -> None:
    """Train for so many batches; the rate rises for 200 of them and falls as a cosine."""
    spelled = {t: spell(t, names.chars, names.pairs) for t in {e.text for e, _ in asked}}
    best = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01)
    sums = torch.zeros(3)
    for step, group in enumerate(islice(groups_of(asked, size, rng), steps), 1):
        for parameters in best.param_groups:
            parameters["lr"] = RATE * min(1, step / 200) * (0.02 + 0.49 * (1 + math.cos(math.pi * step / steps)))
        net.train()
        found = losses(net, make_batch(group, spelled, names, rng))
        best.zero_grad()
        found.sum().backward()
        nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        best.step()
        sums += found.detach()
        if step % 100 == 0:
            start, end, inside = (sums / 100).tolist()
            epochs = step * size / len(asked)
            print(
                f"step {step} ({epochs:.2f} epochs): start {start:.3f}, end {end:.3f}, inside {inside:.3f}", flush=True
            )
            sums.zero_()


def groups_of(asked: list[Row], size: int, rng: random.Random) -> Iterator[list[Row]]:
    """Give batches without end, each of texts of about the same length."""
    order = list(range(len(asked)))
    while True:
        rng.shuffle(order)
        chunks = [order[i : i + 20 * size] for i in range(0, len(order), 20 * size)]
        chunks = [sorted(chunk, key=lambda j: len(asked[j][0].text)) for chunk in chunks]
        groups = [chunk[i : i + size] for chunk in chunks for i in range(0, len(chunk), size)]
        rng.shuffle(groups)
        for group in groups:
            yield [asked[j] for j in group]


def report(net: Network, held: list[Example], names: Spelling) -> None:
    """Print exact match and F1 of the best start and end on held-out questions, over the reader's candidates."""
    net.eval()
    exact, f1 = [], []
    for e in held:
        row, words = (spell(t, names.chars, names.pairs) for t in (e.text, e.question[-ASKED:]))
        inputs = [torch.from_numpy(x[None].astype(np.int64)) for x in (row, words)]
        with torch.no_grad():
            out = net(*inputs, torch.from_numpy(matches(row, words).T[None]))[0].numpy()
        candidates = find_candidates(e.text)
        chosen = overlap(candidates, e)[int(np.argmax(out[candidates.starts, 0] + out[candidates.ends - 1, 1]))]
        exact.append(chosen > 0.999)
        f1.append(chosen)
    print(f"held out {len(held)}: exact match {np.mean(exact):.3f}, F1 {np.mean(f1):.3f}", flush=True)


def save(net: Network, chars: list[str], pairs: list[str], folder: Path) -> None:
    """Write the weights (half precision) and the names of characters and pairs."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {k: v.detach().numpy().astype(np.float16) for k, v in net.state_dict().items()}
    save_file({k: np.ascontiguousarray(v) for k, v in arrays.items()}, folder / "network.safetensors")
    names = {"chars": chars[2:], "pairs": pairs[2:]}
    (folder / "network.json").write_text(json.dumps(names, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
