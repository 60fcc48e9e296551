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
_CLAUSE_END = re.compile(r"(?<=[,，、:。;；!?])")
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
    """Split a statute's Markdown into (heading, articles); what is shorter than 8 characters is left out."""
    chapters: list[tuple[str, list[str]]] = [("", [])]
    for line in filter(None, map(prepare, text.split("<!-- INFO END -->")[-1].splitlines())):
        if line.startswith("#"):
            chapters.append((re.sub(r"^#+\s*(?:第\S{1,6}[编章节]\s*)?", "", line), []))
        elif _ARTICLE.match(line) or not chapters[-1][1]:
            chapters[-1][1].append(_ARTICLE.sub("", line))
        else:
            chapters[-1][1][-1] += line
    for heading, articles in chapters:
        kept = [article for article in articles if len(article) >= 8]
        if kept:
            yield heading, kept


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
    pairs = [_cloze(f"{name} {heading}", article, name, rng)]
    if len(article) > 150:
        pairs.append(_cloze(f"{name} {heading}", article, name, rng))
    if rng.random() < 0.1:
        pairs.append(Pair(f"{name}{heading}", article[:MAX_CHARS], name))
    if following and len(following[0]) >= 20 and rng.random() < 0.1:
        pairs.append(Pair(article[:MAX_CHARS], following[0][:MAX_CHARS], name))
    return pairs


def _cloze(before: str, text: str, work: str, rng: random.Random) -> Pair:
    """Pair a clause, as short as a question, with its text; in half of the pairs the text no longer has it."""
    clauses = [c for c in _CLAUSE_END.split(text) if len(c) >= 6] or [text]
    at = rng.randrange(len(clauses))
    clause = "".join(clauses[at : at + rng.randint(1, 2)])[:60]
    rest = text.replace(clause, "", 1) if rng.random() < 0.5 and len(clauses) > 2 else text
    # The title stands before what is indexed, so the passage has it; now and then the question names it too.
    asked = clause if rng.random() < 0.7 else before.split(" ")[0] + clause
    return Pair(asked, f"{before} {rest}"[:MAX_CHARS], work)


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


def reading_pairs(readings: list[Reading], rng: random.Random) -> list[Pair]:
    """Pair each question with its passage and with the part of it that it overlaps most; clauses with their parts."""
    pairs = []
    for number, reading in enumerate(readings):
        parts = windows(reading.passage)
        for question in reading.questions:
            grams = {question[i : i + 2] for i in range(len(question) - 1)}
            best = max(parts, key=lambda part: sum(gram in part for gram in grams))
            pairs.append(Pair(question, f"{reading.title} {best}", f"reading {number}"))
            pairs.append(Pair(question, f"{reading.title} {reading.passage}", f"reading {number}"))
        pairs += [_cloze(reading.title, part, f"reading {number}", rng) for part in parts for _ in range(2)]
    return pairs
