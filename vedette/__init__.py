"""Vedette plans joint patrols of a long frontier, and says how good the plan is."""

__version__ = "0.1.0"
