"""The tokenizer: a Unigram model over Chinese words and characters, made from word counts without training."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

UNKNOWN = "[UNK]"
MAX_WORD_CHARS = 4
_WORD = re.compile(r"[一-鿿]{2,4}")
_RUN = re.compile(r"[一-鿿]{1,2000}|[a-z]{1,20}|[0-9]{1,12}")
_PERSON_TAGS = {"nr", "nrt", "nrfg"}
# A word costs less than its parts, but a long word must not hide the two-character words that questions use.
_LENGTH_COST = {1: 0.0, 2: 0.0, 3: 2.0, 4: 5.0}


def read_dictionary() -> dict[str, int]:
    """Read word -> frequency from the dictionary of the `jieba` package (MIT), persons' names left out."""
    import jieba

    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.split(" ") for line in lines)
    return {word: int(count) for word, count, tag in entries if _WORD.fullmatch(word) and tag not in _PERSON_TAGS}


def build_tokenizer(scores: dict[str, float]) -> Tokenizer:
    """Build the tokenizer: runs of Chinese, of letters, of digits; everything else is dropped."""
    pieces = [(UNKNOWN, 0.0), *sorted(scores.items(), key=lambda item: (-item[1], item[0]))]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("[一-鿿]+|[a-z]+|[0-9]+"), "removed", invert=True)
    return tokenizer


def choose_pieces(texts: Iterable[str], dictionary: dict[str, int], size: int) -> dict[str, float]:
    """Choose about `size` pieces and their log probabilities from the texts' own counts.

    All frequent characters, letters and digits come first, then the words that the texts (cut with the whole
    dictionary) use most, topped up with the dictionary's most frequent ones.
    """
    texts = list(texts)
    characters = Counter(c for text in texts for run in _RUN.findall(text) for c in run)
    numbers = Counter(n for text in texts for n in re.findall(r"[0-9]{2,4}", text))
    latin = Counter(w for text in texts for w in re.findall(r"[a-z]{2,12}", text))
    prior = {word: math.log(count + 1) - 18 for word, count in dictionary.items()}
    singles = {c: math.log(n) - 24 for c, n in characters.items()}
    cutter = build_tokenizer({word: p - _LENGTH_COST[len(word)] for word, p in prior.items()} | singles)
    words: Counter[str] = Counter()
    for at in range(0, len(texts), 2000):
        for encoding in cutter.encode_batch(texts[at : at + 2000]):
            words.update(t for t in encoding.tokens if _WORD.fullmatch(t))
    chosen = {c: n for c, n in characters.items() if n >= 5}
    chosen |= {n: c for n, c in numbers.items() if c >= 100 or re.fullmatch("(?:19|20)[0-9]{2}", n)}
    chosen |= {w: c for w, c in latin.items() if c >= 20}
    used = [w for w, n in words.most_common() if n >= 12]
    chosen |= {w: words[w] for w in used[: size - len(chosen)]}
    for word in sorted(dictionary, key=lambda w: (-dictionary[w], w)):
        if len(chosen) >= size:
            break
        chosen.setdefault(word, max(words[word], 1))
    total = math.log(sum(chosen.values()))
    # A character alone is dear (its count holds those inside words), so a known word is preferred to its parts.
    return {p: math.log(n) - total - (3.0 if len(p) == 1 else _LENGTH_COST.get(len(p), 0.0)) for p, n in chosen.items()}
