"""Instruments: questionnaires as data, whether an answer is allowed, and exact scores; pure, without a session."""
