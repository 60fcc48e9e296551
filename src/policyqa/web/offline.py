"""Importing Gradio so that it stays on this machine."""

from __future__ import annotations

import os
from types import ModuleType

_STAY_HOME = {
    "GRADIO_ANALYTICS_ENABLED": "False",  # analytics and the version check
    "GRADIO_SSR_MODE": "False",  # no Node process
    "GRADIO_MCP_SERVER": "False",
    "GRADIO_RUN_HISTORY": "False",  # questions would be kept in the browser
    "GRADIO_SHARE": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


def import_gradio() -> ModuleType:
    """Import Gradio with everything off that asks another host; must be the first import of it in the process."""
    os.environ.update(_STAY_HOME)  # written, never read: settings stay in settings.py
    import gradio

    return gradio
