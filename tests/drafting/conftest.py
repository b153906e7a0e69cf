"""Drafts are tested without the templates that the person who runs the tests may have of their own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_own_templates(tmp_path_factory: pytest.TempPathFactory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield
