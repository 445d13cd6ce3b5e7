"""The parts of the assessment pages: answering, results, both views, follow-up, steps and starting anew."""
