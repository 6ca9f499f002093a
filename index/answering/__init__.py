"""From hits to an answer: reading, quoting, confidence, citations, follow-up questions, the optional writer."""
