"""What is worked out about an index is kept with it: asked again it is there, and an index let go is gone at once."""

from __future__ import annotations

import gc
import weakref

from stub_index import BOOK, PARK, ROAD, Workshop

from policyqa.index.opening import OpenIndex, open_index
from policyqa.index.remembering import remembered
from policyqa.index.restricting import Filters, restrict
from policyqa.retrieval import admit_documents, inverse_frequency, known_places
from policyqa.types import Scope


def test_results_are_remembered_for_the_documents_shown(workshop: Workshop) -> None:
    workshop.build()
    counted: list[int] = []

    @remembered(2)
    def count(index: OpenIndex, more: int) -> int:
        counted.append(more)
        return len(index.documents()) + more

    with open_index(workshop.index) as index:
        one = restrict(index, Filters(documents=("road.txt",)))
        same = restrict(index, Filters(documents=("road.txt",)))
        assert [count(index, 0), count(index, 0), count(one, 0), count(same, 0)] == [3, 3, 1, 1]
        assert counted == [0, 0]
        assert [count(index, 1), count(index, 2), count(index, 0)] == [4, 5, 3]  # more than two: the first is forgotten
        assert counted == [0, 0, 1, 2, 0]


def test_a_generation_that_nobody_asks_is_let_go(workshop: Workshop) -> None:
    workshop.build()
    index = open_index(workshop.index)
    known_places(index)
    admit_documents(index, Scope())
    inverse_frequency(index, "项目")
    first = index.manifest.generation
    gone = weakref.ref(index)
    gc.disable()
    try:
        del index
        assert gone() is None
    finally:
        gc.enable()
    for text in (ROAD, BOOK + PARK):
        workshop.write(more=text)
        workshop.build()
    assert not (workshop.index / f"gen-{first}").exists()  # not held open: the builder has cleared it
