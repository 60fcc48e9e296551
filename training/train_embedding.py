"""Train the bundled embedding model: a static embedding over Chinese words, on a CPU, in minutes.

    python training/train_embedding.py --data ../shared/data --out src/policyqa/model

Rows start as weight x (co-occurrence direction + own random direction + its characters' directions), then learn
from pairs with a contrastive loss. Two runs with one seed and the same package versions give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from pathlib import Path

import measure
import numpy as np
import numpy.typing as npt
import texts
import vocabulary
from safetensors.numpy import save_file
from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

PIECES = 13_800  # with 512 numbers each in half precision: 14.1 MB
DIMENSION = 512  # held-out CMRC recall@1 after training: 256 numbers 0.820, 512 0.846
CO_OCCURRENCE_SHARE, RANDOM_SHARE, CHARACTER_SHARE = 0.3, 1.0, 0.4  # before training 0.765; 0.6, 0.7, 0.4: 0.703
BATCH, GROUP, CLUSTERS = 1024, 32, 512
DROPPED = 0.1  # share of an anchor's pieces left out while training
SCALE = 20.0  # inverse temperature of the loss; 40 gives the same


def encode_all(tokenizer: Tokenizer, of: list[str]) -> list[npt.NDArray[np.int64]]:
    """Cut texts into piece numbers, unknown pieces left out."""
    encodings = (e for at in range(0, len(of), 4096) for e in tokenizer.encode_batch(of[at : at + 4096]))
    return [ids[ids > 0] for ids in (np.array(e.ids, dtype=np.int64) for e in encodings)]


def _unit(rows: Floats) -> Floats:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9).astype(np.float32)


def co_occurrence_directions(ids: list[npt.NDArray[np.int64]], size: int, window: int, seed: int) -> Floats:
    """Factor the pieces' positive pointwise mutual information within `window` pieces (Levy and Goldberg 2014)."""
    from scipy.sparse import coo_matrix, csr_matrix
    from sklearn.utils.extmath import randomized_svd

    counts = csr_matrix((size, size), dtype=np.float32)
    line = np.concatenate([np.append(x, [0] * window) for x in ids])
    for distance in range(1, window + 1):
        left, right = line[:-distance], line[distance:]
        ones = np.full(len(left), 1.0 / distance, dtype=np.float32)
        counts = counts + coo_matrix((ones, (left, right)), shape=(size, size)).tocsr()
    counts = (counts + counts.T).tocoo()
    inside = (counts.row > 0) & (counts.col > 0)
    row, column, value = counts.row[inside], counts.col[inside], counts.data[inside]
    total = np.bincount(row, value, size)
    smoothed = total**0.75
    pmi = np.log(value * smoothed.sum() / (total[row] * smoothed[column]))
    kept = pmi > 0
    matrix = coo_matrix((pmi[kept].astype(np.float32), (row[kept], column[kept])), shape=(size, size)).tocsr()
    u, s, _ = randomized_svd(matrix, DIMENSION, n_iter=3, random_state=seed)
    return _unit((u * np.sqrt(s)).astype(np.float32))


def first_rows(tokenizer: Tokenizer, ids: list[npt.NDArray[np.int64]], seed: int) -> Floats:
    """Make the rows that training starts from; their norms are the pieces' weights, the unknown piece's is zero."""
    size = tokenizer.get_vocab_size()
    own = _unit(np.random.default_rng(seed).standard_normal((size, DIMENSION)).astype(np.float32))
    pieces = [tokenizer.id_to_token(i) for i in range(size)]
    number = {piece: i for i, piece in enumerate(pieces)}
    characters = np.zeros_like(own)
    for i, piece in enumerate(pieces[1:], start=1):
        characters[i] = sum((own[number[c]] for c in piece if c in number), start=np.zeros(DIMENSION, np.float32))
    near = co_occurrence_directions(ids, size, 8, seed)
    directions = _unit(CO_OCCURRENCE_SHARE * near + RANDOM_SHARE * own + CHARACTER_SHARE * _unit(characters))
    seen = Counter(int(i) for x in ids for i in set(x.tolist()))
    weights = np.array([math.log(len(ids) / (seen[i] + 0.5)) for i in range(size)], dtype=np.float32)
    weights /= weights.max()
    weights[0] = 0.0
    return directions * weights[:, None]


def clusters(vectors: Floats, seed: int) -> npt.NDArray[np.int64]:
    """Give each vector the number of the nearest of CLUSTERS vectors chosen at random."""
    chosen = np.random.default_rng(seed).choice(len(vectors), CLUSTERS, replace=False)
    parts = (vectors[at : at + 8192] @ vectors[chosen].T for at in range(0, len(vectors), 8192))
    return np.concatenate([part.argmax(axis=1) for part in parts])


def batches(pairs: list[texts.Pair], cluster: npt.NDArray[np.int64], rng: random.Random) -> list[list[int]]:
    """Shuffle pairs into batches made of groups of one cluster, so that each pair has near ones to be told from.

    A work comes once in a group: two questions to one passage would be wrong as each other's negatives.
    """
    groups: list[list[int]] = []
    open_groups: dict[int, list[int]] = {}
    waiting = rng.sample(range(len(pairs)), len(pairs))
    for _ in range(8):
        left = []
        for i in waiting:
            group = open_groups.setdefault(int(cluster[i]), [])
            if any(pairs[i].work == pairs[other].work for other in group):
                left.append(i)
                continue
            group.append(i)
            if len(group) == GROUP:
                groups.append(open_groups.pop(int(cluster[i])))
        waiting = left
    rng.shuffle(groups)
    rest = [i for group in open_groups.values() for i in group] + waiting
    rng.shuffle(rest)
    order = [i for group in groups for i in group] + rest
    made = [order[at : at + BATCH] for at in range(0, len(order) - BATCH + 1, BATCH)]
    rng.shuffle(made)
    return made


def train(tokenizer: Tokenizer, rows: Floats, pairs: list[texts.Pair], epochs: int, rate: float, seed: int) -> Floats:
    """Train rows on pairs: by MultipleNegativesRankingLoss the batch's other passages are the wrong ones."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    torch.manual_seed(seed)
    torch.set_num_threads(1)  # sums in another order would give other bytes
    torch.use_deterministic_algorithms(True)
    rng, drop = random.Random(seed), np.random.default_rng(seed)
    module = StaticEmbedding(tokenizer, embedding_weights=rows.copy())
    model = SentenceTransformer(modules=[module, Normalize()], device="cpu")
    loss_of = MultipleNegativesRankingLoss(model, scale=SCALE)
    anchors = encode_all(tokenizer, [p.anchor for p in pairs])
    passages = encode_all(tokenizer, [p.passage for p in pairs])
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    cluster = clusters(measure.embed(tokenizer, rows, [p.passage for p in pairs]), seed)
    steps = epochs * len(batches(pairs, cluster, random.Random(seed)))
    step = 0
    for epoch in range(epochs):
        losses = []
        for batch in batches(pairs, cluster, rng):
            kept = [anchors[i][drop.random(len(anchors[i])) >= DROPPED] for i in batch]
            features = [_features(kept), _features([passages[i] for i in batch])]
            for group in optimizer.param_groups:
                group["lr"] = rate * 0.5 * (1 + math.cos(math.pi * step / steps))
            optimizer.zero_grad()
            loss = loss_of(features, torch.empty(0))
            loss.backward()
            module.embedding.weight.grad[0] = 0.0  # the unknown piece stays a zero row
            optimizer.step()
            losses.append(loss.item())
            step += 1
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}", flush=True)
    return module.embedding.weight.detach().numpy().copy()


def _features(ids: list[npt.NDArray[np.int64]]) -> dict[str, object]:
    """What StaticEmbedding.preprocess makes of texts, from piece numbers cut once before training."""
    import torch

    offsets = np.cumsum([0] + [len(x) for x in ids[:-1]])
    return {"input_ids": torch.from_numpy(np.concatenate(ids)), "offsets": torch.from_numpy(offsets)}


def save(folder: Path, tokenizer: Tokenizer, rows: Floats) -> None:
    """Save a sentence-transformers folder: half precision, module names that old and new versions know."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file({"embedding.weight": rows.astype(np.float16)}, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)  # safetensors writes for the owner only; packages are read by others
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate([("", "StaticEmbedding"), ("1_Normalize", "Normalize")])
    ]
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Read the data, train, measure on the held-out parts, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with laws.tar.zst and reading/")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=2e-3)
    arguments = parser.parse_args()
    corpus = measure.read_corpus(arguments.data, arguments.seed)
    tokenizer = vocabulary.build_tokenizer(
        vocabulary.choose_pieces(corpus.all_texts, vocabulary.read_dictionary(), PIECES)
    )
    rows = first_rows(tokenizer, encode_all(tokenizer, corpus.all_texts), arguments.seed)
    print("bm25 over bigrams", measure.held_out(tokenizer, rows, corpus, lexical=True), flush=True)
    print("before training", measure.held_out(tokenizer, rows, corpus), flush=True)
    rows = train(tokenizer, rows, corpus.pairs, arguments.epochs, arguments.rate, arguments.seed)
    print("after training", measure.held_out(tokenizer, rows, corpus), flush=True)
    save(arguments.out, tokenizer, rows)


if __name__ == "__main__":
    main()
