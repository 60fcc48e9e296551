"""Measuring: questions with known answers, judged and summed up."""

from policyqa.measuring.asking import measure
from policyqa.measuring.questions import read_questions
from policyqa.measuring.showing import score_lines

__all__ = ["measure", "read_questions", "score_lines"]
