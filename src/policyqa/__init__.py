"""Questions about the figures in government documents, answered with the figure and the passage it stands in."""

__version__ = "0.1.0"
