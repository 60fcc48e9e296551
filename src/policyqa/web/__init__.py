"""The web chat: a Gradio page, the whole documents behind it, and what keeps both safe."""
