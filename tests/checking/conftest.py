"""A small index of made-up reports that the tests check drafts against."""

from __future__ import annotations

import pytest
from made_up_reports import OTHER, REPORT, build

from policyqa.index.opening import OpenIndex


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> OpenIndex:
    return build(tmp_path_factory.mktemp("checking"), daguan=REPORT, yixiu=OTHER)
