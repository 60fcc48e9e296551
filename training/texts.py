"""Training pairs from statutes and reading-comprehension sets: (anchor, passage) texts, folded and lower-cased."""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policyqa.chinese.fold import fold_text

_VERSION = re.compile(r"\(\d{4}-\d{2}-\d{2}\)$")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇0-9]{1,9}条(?:之[一二三四五六七八九十])?\s{0,3}")
_SENTENCE_END = re.compile(r"(?<=[。;；!?])")
_LEFT_OUT = {"案例", "DLC"}
"""Folders of the statutes archive that are not used: court cases name private persons."""

MAX_CHARS = 300
HELD_OUT_PASSAGES = 400


@dataclass(frozen=True, slots=True)
class Pair:
    """What is searched with, what is to be found, and the work both come from (one pair of a work per batch)."""

    anchor: str
    passage: str
    work: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage with its title and the questions that it answers."""

    title: str
    passage: str
    questions: tuple[str, ...]


def prepare(text: str) -> str:
    """Fold and lower-case as the encoder does before a text reaches the model."""
    return fold_text(text).lower().strip()


def read_statutes(archive: Path) -> dict[str, list[tuple[str, list[str]]]]:
    """Read the newest version of each statute: title -> chapters, each a heading and its articles.

    Needs the `zstd` program. Articles are whole, their numbers dropped.
    """
    raw = subprocess.run(["zstd", "-dc", str(archive)], check=True, stdout=subprocess.PIPE).stdout
    newest: dict[str, tuple[str, str]] = {}
    with tarfile.open(fileobj=io.BytesIO(raw)) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            path = Path(member.name)
            content = tar.extractfile(member) if path.suffix == ".md" else None
            if content is None or _LEFT_OUT & set(path.parts) or len(path.parts) < 3:
                continue
            title = _VERSION.sub("", path.stem)
            if path.stem >= newest.get(title, ("", ""))[0]:
                newest[title] = (path.stem, content.read().decode("utf-8"))
    return {title: list(_chapters(text)) for title, (_, text) in sorted(newest.items())}


def _chapters(text: str) -> Iterator[tuple[str, list[str]]]:
    """Split a statute's Markdown into (heading, articles)."""
    heading, articles = "", list[str]()
    for line in text.split("<!-- INFO END -->")[-1].splitlines():
        line = prepare(line)
        if line.startswith("#"):
            if articles:
                yield heading, articles
            heading, articles = re.sub(r"^#+\s*(?:第\S{1,6}[编章节]\s*)?", "", line), []
        elif _ARTICLE.match(line) or not articles:
            articles.append(_ARTICLE.sub("", line))
        elif line:
            articles[-1] += line
    if articles:
        yield heading, [article for article in articles if len(article) >= 8]


def statute_pairs(statutes: dict[str, list[tuple[str, list[str]]]], rng: random.Random) -> list[Pair]:
    """Make pairs of title and heading, of neighbouring articles, and of a sentence and the rest of its article."""
    pairs = []
    for title, chapters in statutes.items():
        name = prepare(title)
        for heading, articles in chapters:
            for at, article in enumerate(articles):
                if len(article) < 20:
                    continue
                pairs += _article_pairs(name, heading, article, articles[at + 1 : at + 2], rng)
    return pairs


def _article_pairs(name: str, heading: str, article: str, following: list[str], rng: random.Random) -> list[Pair]:
    sentences = [s for s in _SENTENCE_END.split(article) if len(s) >= 8]
    pairs = []
    if len(sentences) > 1:
        chosen = rng.randrange(len(sentences))
        rest = "".join(s for i, s in enumerate(sentences) if i != chosen)
        # The title stands before what is indexed, so the passage has it; now and then the question names it too.
        anchor = sentences[chosen] if rng.random() < 0.7 else name + sentences[chosen]
        pairs.append(Pair(anchor[:MAX_CHARS], f"{name} {heading} {rest}"[:MAX_CHARS], name))
    elif rng.random() < 0.3:
        pairs.append(Pair(f"{name}{heading}", article[:MAX_CHARS], name))
    if following and len(following[0]) >= 20 and rng.random() < 0.15:
        pairs.append(Pair(article[:MAX_CHARS], following[0][:MAX_CHARS], name))
    return pairs


def read_reading(path: Path) -> list[Reading]:
    """Read a file in SQuAD form (CMRC 2018, DRCD)."""
    readings = []
    for entry in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in entry["paragraphs"]:
            questions = tuple(prepare(qa["question"]) for qa in paragraph["qas"])
            readings.append(Reading(prepare(entry.get("title", "")), prepare(paragraph["context"]), questions))
    return readings


def hold_out(readings: list[Reading], seed: int) -> tuple[list[Reading], list[Reading]]:
    """Split readings into (to train on, to measure with), whole passages at a time."""
    order = list(readings)
    random.Random(seed).shuffle(order)
    return order[HELD_OUT_PASSAGES:], order[:HELD_OUT_PASSAGES]


def windows(passage: str, size: int = 256) -> list[str]:
    """Cut a passage at sentence ends into parts of about `size` characters."""
    parts = [""]
    for sentence in _SENTENCE_END.split(passage):
        if parts[-1] and len(parts[-1]) + len(sentence) > size:
            parts.append("")
        parts[-1] += sentence
    return parts


def reading_pairs(readings: list[Reading], answers: bool = True) -> list[Pair]:
    """Pair each question with its whole passage, and each question with the window it overlaps most."""
    pairs = []
    for number, reading in enumerate(readings):
        parts = windows(reading.passage)
        for question in reading.questions:
            grams = {question[i : i + 2] for i in range(len(question) - 1)}
            best = max(parts, key=lambda part: sum(gram in part for gram in grams))
            pairs.append(Pair(question, f"{reading.title} {best}", f"reading {number}"))
            if answers:
                pairs.append(Pair(question, f"{reading.title} {reading.passage}", f"reading {number}"))
    return pairs
